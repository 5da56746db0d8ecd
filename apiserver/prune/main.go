// Command prune takes out of vendored Kubernetes packages what an API server needs and the judge does not: clients,
// etcd, servers. What stays is left as it was written.
//
//	prune VENDOR FILE
//
// FILE has one instruction a line:
//
//	keep PACKAGE NAME...     keep these declarations and all that they use, but no !NAME and its methods; a
//	                         method is TYPE.METHOD
//	without PACKAGE NAME...  drop these declarations; a type goes with its methods
//	empty PACKAGE            keep nothing but the package clause
//	add PACKAGE FILE         copy a file (beside FILE) into the package
//	replace PATH OLD NEW     in one file, put NEW (a Go string) in the place of OLD; once
//
// It fails where a name or a text is not there, so that a new minor cannot silently differ.
package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

func main() {
	vendor, file := os.Args[1], os.Args[2]
	text, err := os.ReadFile(file)
	check(err)
	for _, line := range strings.Split(string(text), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := instruction(vendor, filepath.Dir(file), line); err != nil {
			check(fmt.Errorf("%s: %w", line, err))
		}
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "prune:", err)
		os.Exit(1)
	}
}

func instruction(vendor, beside, line string) error {
	words := strings.Fields(line)
	folder := filepath.Join(vendor, words[1])
	switch words[0] {
	case "keep":
		return edit(folder, func(all []*declaration) error { return keep(all, words[2:]) })
	case "without":
		return edit(folder, func(all []*declaration) error { return without(all, words[2:]) })
	case "empty":
		return edit(folder, func(all []*declaration) error { return keep(all, nil) })
	case "add":
		return add(folder, filepath.Join(beside, words[2]))
	case "replace":
		rest := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line[len("replace"):]), words[1]))
		quoted, err := strconv.QuotedPrefix(rest)
		if err != nil {
			return err
		}
		old, _ := strconv.Unquote(quoted)
		new, err := strconv.Unquote(strings.TrimSpace(rest[len(quoted):]))
		if err != nil {
			return err
		}
		text, err := os.ReadFile(folder)
		if err != nil {
			return err
		}
		if strings.Count(string(text), old) != 1 {
			return fmt.Errorf("found %d times", strings.Count(string(text), old))
		}
		return os.WriteFile(folder, []byte(strings.Replace(string(text), old, new, 1)), 0o644)
	}
	return fmt.Errorf("unknown instruction")
}

var clause = regexp.MustCompile(`(?m)^package (\w+)$`)

// add copies a file, under the name that the package has in this version.
func add(folder, file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	others, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil || len(others) == 0 {
		return fmt.Errorf("no such package")
	}
	other, err := parser.ParseFile(token.NewFileSet(), others[0], nil, parser.PackageClauseOnly)
	if err != nil {
		return err
	}
	text = clause.ReplaceAll(text, []byte("package "+other.Name.Name))
	return os.WriteFile(filepath.Join(folder, "judge_"+filepath.Base(file)), text, 0o644)
}

// A declaration is a function, or one name group of a type, var or const.
type declaration struct {
	names []string // "Type.Method" for a method
	of    string   // the type of a method
	node  ast.Node
	uses  map[string]bool
	kept  bool
}

func edit(folder string, choose func([]*declaration) error) error {
	files := token.NewFileSet()
	entries, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	var all []*declaration
	parsed := map[string]*ast.File{}
	for _, entry := range entries {
		name := entry.Name()
		if entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(files, filepath.Join(folder, name), nil, parser.ParseComments)
		if err != nil {
			return err
		}
		parsed[name] = file
		for _, decl := range file.Decls {
			all = append(all, declarations(decl)...)
		}
	}
	if err := choose(all); err != nil {
		return err
	}
	kept := map[ast.Node]bool{}
	for _, one := range all {
		kept[one.node] = one.kept
	}
	for name, file := range parsed {
		shrink(file, kept)
		var out bytes.Buffer
		if err := format.Node(&out, files, file); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, name), out.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func declarations(decl ast.Decl) []*declaration {
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		one := &declaration{names: []string{decl.Name.Name}, node: decl, uses: identifiers(decl)}
		if decl.Recv != nil {
			one.of = receiver(decl)
			one.names = []string{one.of + "." + decl.Name.Name}
		}
		return []*declaration{one}
	case *ast.GenDecl:
		if decl.Tok == token.IMPORT {
			return nil
		}
		if together(decl) {
			one := &declaration{node: decl, uses: identifiers(decl)}
			for _, spec := range decl.Specs {
				for _, name := range spec.(*ast.ValueSpec).Names {
					one.names = append(one.names, name.Name)
				}
			}
			return []*declaration{one}
		}
		var all []*declaration
		for _, spec := range decl.Specs {
			one := &declaration{node: spec, uses: identifiers(spec)}
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				one.names = []string{spec.Name.Name}
			case *ast.ValueSpec:
				for _, name := range spec.Names {
					one.names = append(one.names, name.Name)
				}
			}
			all = append(all, one)
		}
		return all
	}
	return nil
}

// together: constants that count on (iota) need each other.
func together(decl *ast.GenDecl) bool {
	if decl.Tok != token.CONST {
		return false
	}
	counts := identifiers(decl)["iota"]
	for _, spec := range decl.Specs {
		counts = counts || len(spec.(*ast.ValueSpec).Values) == 0
	}
	return counts
}

func receiver(decl *ast.FuncDecl) string {
	kind := decl.Recv.List[0].Type
	for {
		switch at := kind.(type) {
		case *ast.StarExpr:
			kind = at.X
		case *ast.IndexExpr:
			kind = at.X
		case *ast.IndexListExpr:
			kind = at.X
		case *ast.Ident:
			return at.Name
		default:
			return ""
		}
	}
}

func identifiers(node ast.Node) map[string]bool {
	found := map[string]bool{}
	ast.Inspect(node, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.SelectorExpr: // a field, a method, or a name of another package
			for name := range identifiers(node.X) {
				found[name] = true
			}
			return false
		case *ast.Ident:
			found[node.Name] = true
		}
		return true
	})
	return found
}

func keep(all []*declaration, roots []string) error {
	wanted, barred := map[string]bool{}, map[string]bool{}
	for _, root := range roots {
		name, bar := strings.CutPrefix(root, "!")
		if !declared(all, name) {
			return fmt.Errorf("%q is not declared", name)
		}
		wanted[name] = !bar
		barred[name] = bar
	}
	for changed := true; changed; {
		changed = false
		for _, one := range all {
			if one.kept {
				continue
			}
			for _, name := range one.names {
				if barred[name] {
					continue
				}
				method := one.of != "" && wanted[one.of] && !barred[one.of]
				one.kept = one.kept || wanted[name] || method
			}
			if one.kept {
				changed = true
				for name := range one.uses {
					wanted[name] = name != "_"
				}
			}
		}
	}
	return nil
}

func without(all []*declaration, names []string) error {
	unwanted := map[string]bool{}
	for _, name := range names {
		if !declared(all, name) {
			return fmt.Errorf("%q is not declared", name)
		}
		unwanted[name] = true
	}
	for _, one := range all {
		one.kept = !unwanted[one.of]
		for _, name := range one.names {
			one.kept = one.kept && !unwanted[name]
			if name == "_" { // var _ Interface = &Type{}
				for used := range one.uses {
					one.kept = one.kept && !unwanted[used]
				}
			}
		}
	}
	return nil
}

func declared(all []*declaration, wanted string) bool {
	for _, one := range all {
		for _, name := range one.names {
			if name == wanted {
				return true
			}
		}
	}
	return false
}

// shrink drops what is not kept, and the imports and comments that nothing needs then.
func shrink(file *ast.File, kept map[ast.Node]bool) {
	var decls []ast.Decl
	var gone []ast.Node
	for _, decl := range file.Decls {
		generic, is := decl.(*ast.GenDecl)
		if is && generic.Tok == token.IMPORT {
			decls = append(decls, decl)
			continue
		}
		if is && !together(generic) {
			var specs []ast.Spec
			for _, spec := range generic.Specs {
				if kept[spec] {
					specs = append(specs, spec)
				} else {
					gone = append(gone, spec)
				}
			}
			if len(specs) == 0 {
				gone = append(gone, decl)
				continue
			}
			generic.Specs = specs
			decls = append(decls, decl)
			continue
		}
		if kept[decl] {
			decls = append(decls, decl)
		} else {
			gone = append(gone, decl)
		}
	}
	used := map[string]bool{}
	for _, decl := range decls {
		if generic, is := decl.(*ast.GenDecl); is && generic.Tok == token.IMPORT {
			continue
		}
		ast.Inspect(decl, func(node ast.Node) bool {
			if selector, is := node.(*ast.SelectorExpr); is {
				if name, is := selector.X.(*ast.Ident); is && name.Obj == nil { // not a variable of that name
					used[name.Name] = true
				}
			}
			return true
		})
	}
	file.Decls = nil
	file.Imports = nil
	for _, decl := range decls {
		generic, is := decl.(*ast.GenDecl)
		if !is || generic.Tok != token.IMPORT {
			file.Decls = append(file.Decls, decl)
			continue
		}
		var specs []ast.Spec
		for _, spec := range generic.Specs {
			one := spec.(*ast.ImportSpec)
			if used[importName(one)] {
				specs = append(specs, spec)
				file.Imports = append(file.Imports, one)
			} else {
				gone = append(gone, spec)
			}
		}
		if len(specs) > 0 {
			generic.Specs = specs
			file.Decls = append(file.Decls, decl)
		}
	}
	var comments []*ast.CommentGroup
	for _, comment := range file.Comments {
		if outside(comment, gone) {
			comments = append(comments, comment)
		}
	}
	file.Comments = comments
}

func outside(comment *ast.CommentGroup, gone []ast.Node) bool {
	for _, node := range gone {
		start, end := node.Pos(), node.End()
		for _, doc := range []*ast.CommentGroup{docOf(node)} {
			if doc != nil && doc.Pos() < start {
				start = doc.Pos()
			}
		}
		if comment.Pos() >= start && comment.End() <= end {
			return false
		}
		// A comment at the end of the line.
		if comment.Pos() >= end && comment.Pos()-end < 4 {
			return false
		}
	}
	return true
}

func docOf(node ast.Node) *ast.CommentGroup {
	switch node := node.(type) {
	case *ast.FuncDecl:
		return node.Doc
	case *ast.GenDecl:
		return node.Doc
	case *ast.TypeSpec:
		return node.Doc
	case *ast.ValueSpec:
		return node.Doc
	}
	return nil
}

// importName is the name under which a package is used; the last element of its path that is no version, unless
// it is named.
func importName(spec *ast.ImportSpec) string {
	if spec.Name != nil {
		return spec.Name.Name
	}
	whole, _ := strconv.Unquote(spec.Path.Value)
	name := path.Base(whole)
	if len(name) > 1 && name[0] == 'v' && strings.Trim(name[1:], "0123456789") == "" && path.Dir(whole) != "." {
		if parent := path.Base(path.Dir(whole)); parent != "api" && !isAPI(whole) {
			name = parent
		}
	}
	if at := strings.LastIndex(name, ".v"); at > 0 { // gopkg.in/yaml.v2
		name = name[:at]
	}
	name = strings.TrimPrefix(name, "go-")
	return strings.ReplaceAll(name, "-", "")
}

// isAPI tells packages such as k8s.io/api/core/v1, whose own name is "v1".
func isAPI(whole string) bool {
	return strings.HasPrefix(whole, "k8s.io/") && !strings.HasPrefix(whole, "k8s.io/klog")
}
