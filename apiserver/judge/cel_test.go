//go:build cel

package main

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
)

const definitionOfWidgets = `{"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"widgets.example.com"},"spec":{
	"group":"example.com","scope":"Namespaced","names":{"plural":"widgets","singular":"widget","kind":"Widget","listKind":"WidgetList"},
	"versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object",
	"required":["size"],"x-kubernetes-validations":[{"rule":"self.size <= self.max","message":"too large"},{"rule":"self.max >= oldSelf.max","message":"may not shrink"}],
	"properties":{"size":{"type":"integer","minimum":1},"max":{"type":"integer","default":10}}}}}}}]}}`

const aPolicy = `{"apiVersion":"admissionregistration.k8s.io/v1","kind":"ValidatingAdmissionPolicy","metadata":{"name":"few"},"spec":{
	"paramKind":{"apiVersion":"v1","kind":"ConfigMap"},
	"matchConstraints":{"resourceRules":[{"apiGroups":["apps"],"apiVersions":["v1"],"operations":["CREATE","UPDATE"],"resources":["deployments"]}]},
	"validations":[{"expression":"object.spec.replicas <= int(params.data.max)","messageExpression":"'at most ' + params.data.max"}]}}`

const aBinding = `{"apiVersion":"admissionregistration.k8s.io/v1","kind":"ValidatingAdmissionPolicyBinding","metadata":{"name":"b"},"spec":{"policyName":"few",
	"paramRef":{"name":"limits","namespace":"default","parameterNotFoundAction":"Deny"},"validationActions":["Deny"],
	"matchResources":{"namespaceSelector":{"matchLabels":{"env":"prod"}}}}}`

func init() {
	surroundings = Setup{CRDs: []string{definitionOfWidgets}, Policies: []string{aPolicy}, Bindings: []string{aBinding}}
}

func TestWithCEL(t *testing.T) {
	setup := Setup{
		CRDs: []string{definitionOfWidgets}, Policies: []string{aPolicy}, Bindings: []string{aBinding},
		Parameters: []string{`{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"limits"},"data":{"max":"2"}}`},
		Namespaces: map[string]Namespace{"prod": {Labels: map[string]string{"env": "prod"}}},
	}
	if got := settingUp(setup); !got.OK {
		t.Fatal(got.Errors)
	}
	defer settingUp(Setup{})
	widget := func(spec string) string {
		return `{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"w"},"spec":` + spec + `}`
	}
	shown := "" // 1.30 shows the type where 1.36 shows nothing
	if minor == "1.30" {
		shown = `"object": `
	}
	for _, one := range []struct {
		what string
		Request
		want string
	}{
		{"the definition", Request{Object: definitionOfWidgets}, "accepted"},
		{"the policy", Request{Object: aPolicy}, "accepted"},
		{"the binding", Request{Object: aBinding}, "accepted"},
		{"a widget", Request{Object: widget(`{"size":3}`)}, "accepted"},
		{"a default", Request{Object: widget(`{"size":11}`)}, `Widget.example.com "w" is invalid: spec: Invalid value: ` + shown + `too large`},
		{"a schema", Request{Object: widget(`{"size":0}`)}, `Widget.example.com "w" is invalid: spec.size: Invalid value: 0: spec.size in body should be greater than or equal to 1`},
		{"an unknown field", Request{Object: widget(`{"size":1,"color":1}`)}, `Widget in version "v1" cannot be handled as a Widget: strict decoding error: unknown field "spec.color"`},
		{"a version that is not served", Request{Object: with(widget(`{}`), "/v1", "/v2")}, `no matches for kind "Widget" in version "example.com/v2"`},
		{"an update", Request{Object: widget(`{"size":1,"max":3}`), Old: widget(`{"size":1,"max":2}`)}, "accepted"},
		{"a rule over time", Request{Object: widget(`{"size":1,"max":2}`), Old: widget(`{"size":1,"max":3}`)}, `Widget.example.com "w" is invalid: spec: Invalid value: ` + shown + `may not shrink`},
		{"few replicas", Request{Object: with(aDeployment, `"name":"d"`, `"name":"d","namespace":"prod"`)}, "accepted"},
		{"many replicas", Request{Object: with(with(aDeployment, `"name":"d"`, `"name":"d","namespace":"prod"`), `"selector"`, `"replicas":3,"selector"`)},
			`deployments.apps "d" is forbidden: ValidatingAdmissionPolicy 'few' with binding 'b' denied request: at most 2`},
		{"many replicas elsewhere", Request{Object: with(aDeployment, `"selector"`, `"replicas":3,"selector"`)}, "accepted"},
	} {
		t.Run(one.what, func(t *testing.T) {
			if got := ask(t, one.Request); got != one.want {
				t.Errorf("\n got %s\nwant %s", got, one.want)
			}
		})
	}
}

func TestSetupThatIsWrong(t *testing.T) {
	text, err := json.Marshal(settingUp(Setup{CRDs: []string{"{}", `{"apiVersion":"v1","kind":"Pod"}`}, Policies: []string{"["}}))
	if err != nil {
		t.Fatal(err)
	}
	var said SetupAnswer
	if err := json.Unmarshal(text, &said); err != nil || said.OK || len(said.Errors) != 3 {
		t.Errorf("%s %v", text, err)
	}
	deep := with(definitionOfWidgets, `"default":10`, `"default":`+strings.Repeat("[", 500)+strings.Repeat("]", 500))
	got := settingUp(Setup{CRDs: []string{deep, definitionOfWidgets}})
	if len(got.Errors) != 1 || got.Errors[0].Field != "crds[0]" || !strings.Contains(got.Errors[0].Message, "levels deep") {
		t.Errorf("%.1000v", got.Errors)
	}
	if got := ask(t, Request{Object: aWidget}); got != "accepted" {
		t.Error(got)
	}
	settingUp(Setup{})
}

func TestLivesAreThoseOfTheTypes(t *testing.T) {
	for kind := range legacyscheme.Scheme.AllKnownTypes() {
		said, isThere := gone[named(kind)]
		if !isThere {
			continue
		}
		delete(gone, named(kind))
		delete(lifecycles, kind)
		known := lifecycleOf(kind).known
		gone[named(kind)] = said
		// Old types of an alpha version say nothing.
		if known != nil && known.In != "" && (known.In != said.In || known.RemovedIn != said.RemovedIn) {
			t.Errorf("%s: %+v, and its type says %+v", kind, said, *known)
		}
	}
}

// Of stable versions, what nobody creates, or only below another object.
var notCreated = []string{"Binding", "ComponentStatus", "Eviction", "PodStatusResult", "RangeAllocation", "Scale", "TokenRequest"}

func TestStableKindsAreServed(t *testing.T) {
	stable := regexp.MustCompile(`^v\d+$`)
	for kind := range legacyscheme.Scheme.AllKnownTypes() {
		obj, err := legacyscheme.Scheme.New(kind)
		if err != nil || !stable.MatchString(kind.Version) || slices.Contains(notCreated, kind.Kind) {
			continue
		}
		if _, err := meta.Accessor(obj); err == nil && resources[kind] == nil {
			t.Errorf("%s is not judged: serve it in resources.go, or in minor.go where only some minors have it", named(kind))
		}
	}
}
