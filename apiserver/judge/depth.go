package main

import "fmt"

const (
	// From some thousand levels on, the stack of a WebAssembly engine overflows, of which no program recovers.
	deepest = 500
	// What is nested more deeply, the server's JSON decoder refuses.
	deepestJSON = 10000
)

// tooDeep tells of the first text that is not judged for its depth.
func tooDeep(texts ...string) error {
	for _, text := range texts {
		if levels := depthOf(text); levels > deepest && levels <= deepestJSON {
			return fmt.Errorf("it is nested %d levels deep, and what is deeper than %d is not judged here", levels, deepest)
		}
	}
	return nil
}

// depthOf counts the levels of objects and lists in a JSON text.
func depthOf(text string) int {
	depth, most := 0, 0
	for at := 0; at < len(text); at++ {
		switch text[at] {
		case '{', '[':
			depth++
			most = max(most, depth)
		case '}', ']':
			depth--
		case '"':
			for at++; at < len(text) && text[at] != '"'; at++ {
				if text[at] == '\\' {
					at++
				}
			}
		}
	}
	return most
}
