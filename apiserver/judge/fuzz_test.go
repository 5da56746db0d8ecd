package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
)

// FuzzJudge: whatever is asked, there is an answer, soon. `go test` runs it over its seeds, and
// `go test -fuzz FuzzJudge` goes on. OBJECTS names a file with more objects to begin with, one a line.
func FuzzJudge(f *testing.F) {
	if setUp := settingUp(surroundings); !setUp.OK && extended != nil {
		f.Fatal(setUp.Errors)
	}
	f.Cleanup(func() { settingUp(Setup{}) })
	for i, object := range slices.Concat([]string{aPod, aDeployment, aService, aJob}, kindsServed(f), objectsOf(f)) {
		f.Add(object, uint64(i))
	}
	f.Fuzz(func(t *testing.T, object string, seed uint64) {
		g := generator{rand.New(rand.NewPCG(seed, 0))}
		mutated := g.mutated(object)
		mustAnswer(t, Request{Object: object})
		mustAnswer(t, Request{Object: object, Old: object})
		mustAnswer(t, Request{Object: mutated, Namespace: &Namespace{Labels: g.levels()}})
		mustAnswer(t, Request{Object: mutated, Old: object, LimitRanges: []string{object}})
		mustAnswer(t, Request{Object: object, Old: mutated, LimitRanges: []string{mutated}})
		mustSetUp(t, mutated)
	})
}

// What an object may take, on a machine that has other things to do, and where coverage is counted.
const patient = 5 * time.Second

var notJudged = regexp.MustCompile("^(it is nested|the exponent of the quantity)")

func mustAnswer(t *testing.T, request Request) {
	t.Helper()
	start := time.Now()
	question, _ := json.Marshal(Question{Requests: []Request{request}})
	text := string(answer(question))
	var said struct{ Answers []Answer }
	if err := read(text, &said); err != nil || len(said.Answers) != 1 {
		t.Fatalf("%v: %.300s", err, text)
	}
	one := said.Answers[0]
	switch took := time.Since(start); {
	case one.Panic != "" && !notJudged.MatchString(one.Panic):
		t.Errorf("%s\nobject %s\nold %s", one.Panic, request.Object, request.Old)
	case took > patient:
		t.Errorf("took %v\nobject %.2000s\nold %.2000s", took, request.Object, request.Old)
	case (one.Status == "") != (len(one.Errors) == 0):
		t.Errorf("status %q, errors %v\nobject %s\nold %s", one.Status, one.Errors, request.Object, request.Old)
	}
	for _, mistake := range one.Errors {
		if mistake.Message == "" || mistake.Type == "" {
			t.Errorf("%+v\nobject %s\nold %s", mistake, request.Object, request.Old)
		}
	}
}

// mustSetUp takes the object as each part of the surroundings.
func mustSetUp(t *testing.T, object string) {
	t.Helper()
	if extended == nil || !strings.Contains(object, "CustomResourceDefinition") && !strings.Contains(object, "AdmissionPolicy") {
		return
	}
	one := []string{object}
	answer := settingUp(Setup{CRDs: one, Policies: one, Bindings: one, Parameters: one})
	defer settingUp(surroundings)
	for _, mistake := range answer.Errors {
		if strings.Contains(mistake.Message, "\ngoroutine ") && !notJudged.MatchString(mistake.Message) {
			t.Errorf("%s\nobject %s", mistake.Message, object)
		}
	}
	for _, asked := range []string{aWidget, aDeployment} {
		mustAnswer(t, Request{Object: asked})
		mustAnswer(t, Request{Object: asked, Old: asked})
	}
}

const aWidget = `{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"w"},"spec":{"size":3}}`

// surroundings are those of the file with CEL.
var surroundings Setup

func objectsOf(f *testing.F) []string {
	path := os.Getenv("OBJECTS")
	if path == "" {
		return nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(text)), "\n")
}

// kindsServed has an object of each, with all its fields.
func kindsServed(f *testing.F) []string {
	g := generator{rand.New(rand.NewPCG(1, 0))}
	kinds := make([]schema.GroupVersionKind, 0, len(resources))
	for kind := range resources {
		kinds = append(kinds, kind)
	}
	slices.SortFunc(kinds, func(one, other schema.GroupVersionKind) int { return strings.Compare(one.String(), other.String()) })
	var all []string
	for _, kind := range kinds {
		obj, err := legacyscheme.Scheme.New(kind)
		if err != nil {
			f.Fatalf("minor.go serves what this minor does not have: %v", err)
		}
		for range 3 {
			made := g.fields(reflect.TypeOf(obj).Elem(), 0)
			made["apiVersion"], made["kind"] = kind.GroupVersion().String(), kind.Kind
			made["metadata"] = map[string]any{"name": "a", "labels": map[string]any{"a": "b"}}
			all = append(all, text(made))
		}
	}
	return all
}

func read(text string, into any) error {
	reader := json.NewDecoder(strings.NewReader(text))
	reader.UseNumber()
	return reader.Decode(into)
}

func text(value any) string {
	said, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return string(said)
}

// A generator makes values, mostly of the type that is asked for.
type generator struct{ *rand.Rand }

func oneOf[T any](g generator, all []T) T { return all[g.IntN(len(all))] }

var (
	words = []string{"", "a", "b", "web", "http", "example.com/v1", "a.example.com", "kubernetes.io/x", "TCP", "10.0.0.1", "::1", "10.0.0.0/8", "Always",
		"ClusterIP", "None", "RollingUpdate", "In", "Exists", "0 0 * * *", "@every 1h", "1", "1Gi", "100m", "10%", "1e309", "1e-9999999", "-1", "2020-01-01T00:00:00Z",
		"self.size > 1", "object.spec.x == oldObject.spec.x", "[a-z", "(a*)*", "/", "../..", "*", "\x00", "é", "\ufffd", strings.Repeat("x", 300), strings.Repeat("(", 300)}
	numbers = []string{"0", "1", "-1", "2", "80", "30080", "65536", "2147483647", "2147483648", "-2147483649", "9223372036854775807", "9223372036854775808",
		"1e400", "-0", "0.5", "1e3"}
	oddities = []any{nil, true, "a", json.Number("1"), json.Number("1e400"), []any{}, map[string]any{}, []any{nil}, []any{map[string]any{}},
		map[string]any{"": nil}, map[string]any{"a": map[string]any{"b": "c"}}}
)

func (g generator) word() string        { return oneOf(g, words) }
func (g generator) number() json.Number { return json.Number(oneOf(g, numbers)) }

func (g generator) levels() map[string]string {
	level := func() string { return oneOf(g, []string{"privileged", "baseline", "restricted", "", "other"}) }
	return map[string]string{"pod-security.kubernetes.io/enforce": level(), "pod-security.kubernetes.io/warn": level(),
		"pod-security.kubernetes.io/enforce-version": oneOf(g, []string{"latest", "v1.0", "v1.25", "v1.99", "1"}), g.word(): g.word()}
}

// of is a value of a Go type as its JSON.
func (g generator) of(t reflect.Type, depth int) any {
	if g.IntN(40) == 0 {
		return oneOf(g, oddities)
	}
	switch t.Kind() {
	case reflect.Pointer:
		return g.of(t.Elem(), depth)
	case reflect.String:
		return g.word()
	case reflect.Bool:
		return g.IntN(2) == 0
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return g.word()
		}
		list := []any{}
		for range g.IntN(3) + 1 {
			list = append(list, g.of(t.Elem(), depth+1))
		}
		return list
	case reflect.Map:
		made := map[string]any{}
		for range g.IntN(3) + 1 {
			made[g.word()] = g.of(t.Elem(), depth+1)
		}
		return made
	case reflect.Struct:
		if reflect.PointerTo(t).Implements(reflect.TypeFor[json.Unmarshaler]()) {
			return oneOf(g, []any{g.word(), g.number(), map[string]any{g.word(): g.word()}})
		}
		return g.fields(t, depth)
	}
	return g.number()
}

// fields has all of a struct, and fewer further in.
func (g generator) fields(t reflect.Type, depth int) map[string]any {
	made := map[string]any{}
	for i := range t.NumField() {
		field := t.Field(i)
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name == "" && field.Type.Kind() == reflect.Struct {
			maps.Copy(made, g.fields(field.Type, depth))
		} else if name != "" && name != "-" && depth < 12 && g.IntN(depth+1) < 3 {
			made[name] = g.of(field.Type, depth+1)
		}
	}
	return made
}

// mutated has one or a few of its values changed; what is no JSON stays as it is.
func (g generator) mutated(object string) string {
	said := object
	for range g.IntN(4) + 1 {
		var whole any
		if read(said, &whole) != nil {
			return object
		}
		said = text(g.changed(whole))
	}
	if g.IntN(8) == 0 { // the same field twice
		said = strings.Replace(said, `,"`, fmt.Sprintf(`,"%s":1,"%[1]s":2,"`, g.word()), 1+g.IntN(2))
	}
	return said
}

func (g generator) changed(value any) any {
	if g.IntN(6) > 0 {
		switch node := value.(type) {
		case map[string]any:
			if keys := slices.Sorted(maps.Keys(node)); len(keys) > 0 {
				key := oneOf(g, keys)
				switch g.IntN(8) {
				case 0:
					delete(node, key)
				case 1:
					node[oneOf(g, keys)] = node[key]
				case 2:
					node[g.word()] = node[key]
				default:
					node[key] = g.changed(node[key])
				}
				return node
			}
		case []any:
			if len(node) > 0 {
				at := g.IntN(len(node))
				switch g.IntN(6) {
				case 0:
					return slices.Delete(node, at, at+1)
				case 1:
					return append(node, node[at])
				case 2:
					return slices.Concat(node[at:], slices.Repeat(node[at:at+1], 50))
				}
				node[at] = g.changed(node[at])
				return node
			}
		}
	}
	switch g.IntN(5) {
	case 0:
		return g.word()
	case 1:
		return g.number()
	case 2:
		for range g.IntN(200) {
			value = []any{map[string]any{"a": value}}
		}
		return value
	}
	return oneOf(g, oddities)
}
