package main

import (
	"encoding/json"
	"strings"

	"k8s.io/apimachinery/pkg/runtime/schema"
	serializer "k8s.io/apimachinery/pkg/runtime/serializer/json"
)

// A head is what has to be known of an object before it can be decoded.
type head struct {
	apiVersion, kind string
	name, namespace  string
}

// headOf finds the head in one pass, which is a good part of the time that an object takes otherwise. It does not look
// whether the rest is JSON, and is false where it is not sure.
func headOf(text string) (head, bool) {
	var found head
	s := scanner{text: text}
	sure := s.object(func(key string) bool {
		switch key {
		case "apiVersion":
			return s.quoted(&found.apiVersion)
		case "kind":
			return s.quoted(&found.kind)
		case "metadata":
			if s.peek() != '{' {
				return s.skip()
			}
			return s.object(func(key string) bool {
				switch key {
				case "name":
					return s.quoted(&found.name)
				case "namespace":
					return s.quoted(&found.namespace)
				}
				return s.skip()
			})
		}
		return s.skip()
	})
	s.space()
	return found, sure && s.at == len(text) && found.apiVersion != "" && found.kind != ""
}

// slowHeadOf is for what headOf is not sure of. What is of another type than it must be is left out.
func slowHeadOf(text string) head {
	var found struct {
		APIVersion string `json:"apiVersion"`
		Kind       string `json:"kind"`
		Metadata   struct {
			Name      string `json:"name"`
			Namespace string `json:"namespace"`
		} `json:"metadata"`
	}
	_ = json.Unmarshal([]byte(text), &found)
	return head{found.APIVersion, found.Kind, found.Metadata.Name, found.Metadata.Namespace}
}

type scanner struct {
	text string
	at   int
}

func (s *scanner) space() {
	for s.at < len(s.text) {
		switch s.text[s.at] {
		case ' ', '\t', '\n', '\r':
			s.at++
		default:
			return
		}
	}
}

// peek is 0 at the end.
func (s *scanner) peek() byte {
	s.space()
	if s.at == len(s.text) {
		return 0
	}
	return s.text[s.at]
}

func (s *scanner) take(wanted byte) bool {
	if s.peek() != wanted {
		return false
	}
	s.at++
	return true
}

// object calls visit with each key, for the value that follows it.
func (s *scanner) object(visit func(key string) bool) bool {
	if !s.take('{') {
		return false
	}
	if s.take('}') {
		return true
	}
	for {
		var key string
		if !s.quoted(&key) || !s.take(':') || !visit(key) {
			return false
		}
		if s.take('}') {
			return true
		}
		if !s.take(',') {
			return false
		}
	}
}

// quoted takes a string, and is not sure of one with escapes.
func (s *scanner) quoted(into *string) bool {
	if !s.take('"') {
		return false
	}
	end := strings.IndexByte(s.text[s.at:], '"')
	if end < 0 || strings.IndexByte(s.text[s.at:s.at+end], '\\') >= 0 {
		return false
	}
	*into = s.text[s.at : s.at+end]
	s.at += end + 1
	return true
}

// skip goes over one value.
func (s *scanner) skip() bool {
	s.space()
	depth := 0
	for ; s.at < len(s.text); s.at++ {
		switch s.text[s.at] {
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return true
			}
			depth--
		case ',':
			if depth == 0 {
				return true
			}
		case '"':
			for s.at++; s.at < len(s.text) && s.text[s.at] != '"'; s.at++ {
				if s.text[s.at] == '\\' {
					s.at++
				}
			}
		}
	}
	return false
}

// knownKind tells the decoder what headOf has found already.
type knownKind struct{ kind schema.GroupVersionKind }

var _ serializer.MetaFactory = &knownKind{}

func (k *knownKind) Interpret([]byte) (*schema.GroupVersionKind, error) {
	kind := k.kind
	return &kind, nil
}
