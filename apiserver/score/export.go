// Command score exports what the tests of Kubernetes validate, as whole objects, and what this
// program's own native build answers about each of them.
//
//	go run ./score -kubernetes v1.36.2 -judge path/to/native/judge -out score
//
// It copies the sources of k8s.io/kubernetes (Go refuses overlays over its module cache), puts a
// wrapper around every function of pkg/apis/*/validation whose name starts with "validate", runs the
// tests of those packages, and collects what they called with which objects. What the test itself
// expected is of no interest: a test calls one function with options of its own, a server does more.
package main

import (
	"bufio"
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/printer"
	"go/token"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
)

//go:embed record/record.go
var recorder []byte

// groups are the folders of pkg/apis whose validation has tests worth exporting.
var groups = []string{
	"admissionregistration", "apps", "autoscaling", "batch", "certificates", "coordination", "core",
	"discovery", "flowcontrol", "networking", "node", "policy", "rbac", "resource", "scheduling", "storage",
}

// A testCase is one object (and the one before it) that a test of Kubernetes validates.
type testCase struct {
	Test     string `json:"test"`     // core/TestValidatePodCreate
	Function string `json:"function"` // ValidatePodCreate
	Kind     string `json:"kind"`
	Object   string `json:"object"`
	Old      string `json:"old,omitempty"`
	Refused  bool   `json:"refused"` // what the function said in the test, with the test's own options
	// Answer is what the native build says; compared byte for byte.
	Answer json.RawMessage `json:"answer,omitempty"`
}

func main() {
	version := flag.String("kubernetes", "", "version of k8s.io/kubernetes, such as v1.36.2")
	judge := flag.String("judge", "", "native program that answers requests, one JSON a line; without it, cases have no answers")
	out := flag.String("out", "", "file to write, one JSON a line")
	work := flag.String("work", "", "folder to work in; default: a temporary one that is removed")
	only := flag.String("groups", strings.Join(groups, ","), "folders of pkg/apis")
	reuse := flag.Bool("reuse", false, "judge again what is in -out already, and run no test")
	flag.Parse()
	if err := run(*version, *judge, *out, *work, strings.Split(*only, ","), *reuse); err != nil {
		fmt.Fprintln(os.Stderr, "score:", err)
		os.Exit(1)
	}
}

func run(version, judge, out, work string, groups []string, reuse bool) error {
	if out == "" || (version == "" && !reuse) {
		return errors.New("-kubernetes and -out are needed")
	}
	var cases []testCase
	var err error
	if reuse {
		cases, err = readCases(out)
	} else {
		if work == "" {
			if work, err = os.MkdirTemp("", "score-"); err != nil {
				return err
			}
			defer os.RemoveAll(work)
		}
		cases, err = export(version, work, groups)
	}
	if err != nil {
		return err
	}
	if judge != "" {
		if err := answer(judge, cases); err != nil {
			return err
		}
		cases = served(cases)
	}
	return writeCases(out, cases)
}

func export(version, work string, groups []string) ([]testCase, error) {
	kubernetes := filepath.Join(work, "kubernetes")
	records := filepath.Join(work, "records")
	if err := os.RemoveAll(records); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(records, 0o755); err != nil {
		return nil, err
	}
	if err := prepare(version, work, kubernetes); err != nil {
		return nil, err
	}
	var packages []string
	for _, group := range groups {
		folder := filepath.Join(kubernetes, "pkg", "apis", group, "validation")
		if _, err := os.Stat(folder); err != nil {
			fmt.Fprintf(os.Stderr, "%s has no validation in %s\n", group, version)
			continue
		}
		if err := instrument(folder, group); err != nil {
			return nil, err
		}
		packages = append(packages, "k8s.io/kubernetes/pkg/apis/"+group+"/validation")
	}
	command := exec.Command("go", append([]string{"test", "-mod=mod", "-count=1", "-vet=off"}, packages...)...)
	command.Dir = work
	command.Env = append(os.Environ(), "SCORE_RECORDS="+records, "GOWORK=off")
	command.Stdout, command.Stderr = os.Stderr, os.Stderr
	// A failing test has called the validators all the same; a package that does not build has no record.
	if err := command.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "score: some tests fail under instrumentation:", err)
	}
	return collect(records)
}

// prepare puts a copy of k8s.io/kubernetes into the folder, and a module around it whose staging
// modules have the version that belongs to it.
func prepare(version, work, kubernetes string) error {
	var module struct{ Dir, Error string }
	download := exec.Command("go", "mod", "download", "-json", "k8s.io/kubernetes@"+version)
	download.Dir = work
	output, err := download.Output()
	if unmarshal := json.Unmarshal(output, &module); unmarshal != nil || err != nil || module.Error != "" {
		return fmt.Errorf("k8s.io/kubernetes %s: %v %s", version, err, module.Error)
	}
	for _, part := range []string{"pkg", "cmd", "api", "third_party", "test/utils", "plugin"} {
		if err := os.RemoveAll(filepath.Join(kubernetes, part)); err != nil {
			return err
		}
		if err := copyFolder(filepath.Join(module.Dir, part), filepath.Join(kubernetes, part)); err != nil {
			return err
		}
	}
	original, err := os.ReadFile(filepath.Join(module.Dir, "go.mod"))
	if err != nil {
		return err
	}
	text := string(original)
	staging := "v0" + strings.TrimPrefix(version, "v1")
	local := regexp.MustCompile(`(?m)^(replace)?\s*(k8s\.io/\S+) => \./staging\S*$`)
	replaced := local.ReplaceAllString(text, "$1\t$2 => $2 "+staging)
	// What Kubernetes says of itself is true of the module around it too.
	around := strings.Replace(replaced, "module k8s.io/kubernetes", "module score", 1)
	around += fmt.Sprintf("\nrequire k8s.io/kubernetes %s\nreplace k8s.io/kubernetes => ./kubernetes\n", version)
	if err := os.WriteFile(filepath.Join(kubernetes, "go.mod"), original, 0o644); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(work, "go.mod"), []byte(around), 0o644); err != nil {
		return err
	}
	sums, err := os.ReadFile(filepath.Join(module.Dir, "go.sum"))
	if err == nil {
		err = os.WriteFile(filepath.Join(work, "go.sum"), sums, 0o644)
	}
	if err != nil {
		return err
	}
	folder := filepath.Join(kubernetes, "pkg", "score")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "record.go"), recorder, 0o644)
}

func copyFolder(from, to string) error {
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && path == from {
			return nil
		}
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, relative)
		if entry.IsDir() {
			return os.MkdirAll(target, 0o755)
		}
		source, err := os.Open(path)
		if err != nil {
			return err
		}
		defer source.Close()
		copy, err := os.OpenFile(target, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o644)
		if err != nil {
			return err
		}
		if _, err := io.Copy(copy, source); err != nil {
			copy.Close()
			return err
		}
		return copy.Close()
	})
}

// instrument renames every validating function of a package and puts a recording one in its place.
func instrument(folder, group string) error {
	files := token.NewFileSet()
	entries, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		path := filepath.Join(folder, entry.Name())
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(files, path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		var wrappers bytes.Buffer
		for _, declaration := range file.Decls {
			function, ok := declaration.(*ast.FuncDecl)
			if !ok || !strings.HasPrefix(strings.ToLower(function.Name.Name), "validate") {
				continue
			}
			wrapper, err := wrap(files, group, function)
			if err != nil {
				return err
			}
			wrappers.WriteString(wrapper)
		}
		if wrappers.Len() == 0 {
			continue
		}
		var source bytes.Buffer
		if err := printer.Fprint(&source, files, file); err != nil {
			return err
		}
		text := strings.Replace(source.String(), "\nimport ", "\nimport score \"k8s.io/kubernetes/pkg/score\"\nimport ", 1)
		formatted, err := format.Source([]byte(text + wrappers.String()))
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if err := os.WriteFile(path, formatted, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// wrap renames the function, and returns the source of one with its old name that records the call.
func wrap(files *token.FileSet, group string, function *ast.FuncDecl) (string, error) {
	results := function.Type.Results
	if function.Recv != nil || function.Type.TypeParams != nil || results == nil || len(function.Type.Params.List) == 0 {
		return "", nil
	}
	var parameters, names, arguments []string
	for _, field := range function.Type.Params.List {
		var kind bytes.Buffer
		if err := printer.Fprint(&kind, files, field.Type); err != nil {
			return "", err
		}
		labels := field.Names
		if len(labels) == 0 {
			labels = []*ast.Ident{ast.NewIdent("_")}
		}
		for _, label := range labels {
			name := fmt.Sprintf("p%d", len(parameters))
			parameters = append(parameters, name+" "+kind.String())
			names = append(names, fmt.Sprintf("%q", label.Name))
			if _, variadic := field.Type.(*ast.Ellipsis); variadic {
				name += "..."
			}
			arguments = append(arguments, name)
		}
	}
	var kinds, values []string
	for _, field := range results.List {
		var kind bytes.Buffer
		if err := printer.Fprint(&kind, files, field.Type); err != nil {
			return "", err
		}
		for range max(1, len(field.Names)) {
			values = append(values, fmt.Sprintf("r%d", len(values)))
			kinds = append(kinds, kind.String())
		}
	}
	name := function.Name.Name
	function.Name = ast.NewIdent(name + "Unrecorded")
	return fmt.Sprintf(`
func %s(%s) (%s) {
	recording := score.Call(%q, %q, []string{%s}, %s)
	%s := %sUnrecorded(%s)
	recording.End(%s)
	return %s
}
`, name, strings.Join(parameters, ", "), strings.Join(kinds, ", "),
		group, name, strings.Join(names, ", "), strings.ReplaceAll(strings.Join(arguments, ", "), "...", ""),
		strings.Join(values, ", "), name, strings.Join(arguments, ", "),
		strings.Join(values, ", "), strings.Join(values, ", ")), nil
}

// collect reads what was recorded, each pair of objects once, in an order that does not depend on the run.
func collect(records string) ([]testCase, error) {
	paths, err := filepath.Glob(filepath.Join(records, "*.jsonl"))
	if err != nil {
		return nil, err
	}
	seen := map[string]int{}
	var cases []testCase
	for _, path := range paths {
		read, err := readCases(path)
		if err != nil {
			return nil, err
		}
		for _, one := range read {
			key := one.Object + "\n" + one.Old
			at, ok := seen[key]
			if !ok {
				seen[key] = len(cases)
				cases = append(cases, one)
			} else if before := &cases[at]; one.Test+one.Function < before.Test+before.Function {
				*before = one
			}
		}
	}
	sort.Slice(cases, func(i, j int) bool {
		a, b := cases[i], cases[j]
		for _, pair := range [][2]string{{a.Test, b.Test}, {a.Function, b.Function}, {a.Object, b.Object}} {
			if pair[0] != pair[1] {
				return pair[0] < pair[1]
			}
		}
		return a.Old < b.Old
	})
	return cases, nil
}

// answer asks the native judge: a request a line on its standard input, an answer a line on its output.
func answer(judge string, cases []testCase) error {
	command := exec.Command(judge)
	var said bytes.Buffer
	command.Stderr = &said
	input, err := command.StdinPipe()
	if err != nil {
		return err
	}
	output, err := command.StdoutPipe()
	if err != nil {
		return err
	}
	if err := command.Start(); err != nil {
		return err
	}
	go func() {
		writer := bufio.NewWriter(input)
		encoder := json.NewEncoder(writer)
		encoder.SetEscapeHTML(false)
		for id, one := range cases {
			request := map[string]any{"id": id, "object": one.Object}
			if one.Old != "" {
				request["old"] = one.Old
			}
			if encoder.Encode(map[string]any{"requests": []any{request}}) != nil {
				break
			}
		}
		writer.Flush()
		input.Close()
	}()
	lines := bufio.NewScanner(output)
	lines.Buffer(nil, 1<<28)
	answered := 0
	for ; lines.Scan(); answered++ {
		var response struct{ Answers []json.RawMessage }
		if err := json.Unmarshal(lines.Bytes(), &response); err != nil || len(response.Answers) != 1 {
			return fmt.Errorf("case %d: no answer: %v %.200s", answered, err, lines.Bytes())
		}
		cases[answered].Answer = bytes.Clone(response.Answers[0])
	}
	if err := errors.Join(lines.Err(), command.Wait()); err != nil {
		return fmt.Errorf("%w: %s", err, said.Bytes())
	}
	if answered != len(cases) {
		return fmt.Errorf("%d answers to %d cases", answered, len(cases))
	}
	return nil
}

// served leaves out what this minor does not serve, but for one object of each kind.
func served(cases []testCase) []testCase {
	seen := map[string]bool{}
	var kept []testCase
	for _, one := range cases {
		var known struct {
			Errors []struct{ Type, Message string }
			Custom bool
		}
		if err := json.Unmarshal(one.Answer, &known); err != nil {
			panic(err)
		}
		if known.Custom || (len(known.Errors) > 0 && known.Errors[0].Type == "NotFound") {
			var object struct{ APIVersion string }
			if err := json.Unmarshal([]byte(one.Object), &object); err != nil {
				panic(err)
			}
			kind := object.APIVersion + " " + one.Kind
			if seen[kind] || one.Old != "" {
				continue
			}
			seen[kind] = true
		}
		kept = append(kept, one)
	}
	fmt.Fprintf(os.Stderr, "score: %d cases, of which %d are of kinds that are not served; %d left out for that\n",
		len(kept), len(seen), len(cases)-len(kept))
	return kept
}

func readCases(path string) ([]testCase, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	decoder := json.NewDecoder(bufio.NewReader(file))
	var cases []testCase
	for {
		var one testCase
		if err := decoder.Decode(&one); errors.Is(err, io.EOF) {
			return cases, nil
		} else if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		cases = append(cases, one)
	}
}

func writeCases(path string, cases []testCase) error {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	for _, one := range cases {
		if err := encoder.Encode(one); err != nil {
			return err
		}
	}
	return os.WriteFile(path, text.Bytes(), 0o644)
}
