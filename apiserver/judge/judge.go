// Package main is the API server's own judgement of objects, without a server: what it decodes, defaults, converts,
// prepares, validates, warns of and admits, in its own code and its own words.
package main

import (
	"encoding/json"
	"fmt"
	"runtime/debug"
)

// A Question is what one call asks: either to set the surroundings up, or to judge objects.
type Question struct {
	Setup    *Setup    `json:"setup"`
	Requests []Request `json:"requests"`
}

// Setup says what else is in the cluster.
type Setup struct {
	CRDs       []string             `json:"crds"`
	Policies   []string             `json:"policies"`
	Bindings   []string             `json:"bindings"`
	Parameters []string             `json:"parameters"` // objects that bindings name as their paramRef
	Namespaces map[string]Namespace `json:"namespaces"`
}

// SetupAnswer says whether the surroundings could be set up.
type SetupAnswer struct {
	OK         bool           `json:"ok"`
	Errors     []Mistake      `json:"errors"`
	Kubernetes string         `json:"kubernetes"`
	Parts      map[string]any `json:"parts"`
}

// A Request is one object to judge, as JSON text: numbers and duplicate fields must be seen as they were written.
type Request struct {
	ID          json.RawMessage `json:"id"`
	Object      string          `json:"object"`
	Old         string          `json:"old"`
	Namespace   *Namespace      `json:"namespace"`
	LimitRanges []string        `json:"limitRanges"`
}

// A Namespace is what Pod Security and policies ask of the namespace that an object goes to.
type Namespace struct {
	Labels map[string]string `json:"labels"`
}

// An Answer is the server's.
type Answer struct {
	ID          json.RawMessage `json:"id"`
	Errors      []Mistake       `json:"errors,omitempty"`
	Status      string          `json:"status,omitempty"`
	Reason      string          `json:"reason,omitempty"`
	Warnings    []string        `json:"warnings,omitempty"`
	Deprecated  *Deprecated     `json:"deprecated,omitempty"`
	PodSecurity []PodSecurity   `json:"podSecurity,omitempty"`
	Custom      bool            `json:"custom,omitempty"`
	Needs       string          `json:"needs,omitempty"`
	Apply       []Mistake       `json:"apply,omitempty"` // why the size of an object that is accepted is too much
	Panic       string          `json:"panic,omitempty"`
}

// A Mistake is one thing that the server refuses.
type Mistake struct {
	Type    string `json:"type"`
	Field   string `json:"field"`
	Value   any    `json:"value,omitempty"`
	Detail  string `json:"detail"`
	Message string `json:"message"`
}

// Deprecated tells of an API version that goes, or is gone.
type Deprecated struct {
	In          string `json:"in,omitempty"`
	RemovedIn   string `json:"removedIn,omitempty"`
	Replacement string `json:"replacement,omitempty"`
}

// PodSecurity is what one mode of a namespace's Pod Security says of a pod, or of the pods of a workload.
type PodSecurity struct {
	Mode         string   `json:"mode"`
	Level        string   `json:"level"`
	Version      string   `json:"version"`
	WouldViolate bool     `json:"wouldViolate,omitempty"`
	Errors       []string `json:"errors"`
}

// Answers to a question, both as JSON.
func answer(question []byte) []byte {
	var asked Question
	if err := json.Unmarshal(question, &asked); err != nil {
		return encode(map[string]any{"error": "the question is no JSON: " + err.Error()})
	}
	if asked.Setup != nil {
		return encode(settingUp(*asked.Setup))
	}
	answers := make([]Answer, len(asked.Requests))
	for i, request := range asked.Requests {
		answers[i] = judging(request)
	}
	return encode(map[string]any{"answers": answers})
}

func encode(value any) []byte {
	text, err := json.Marshal(value)
	if err != nil {
		text, _ = json.Marshal(map[string]any{"error": err.Error()})
	}
	return text
}

func settingUp(setup Setup) (answer SetupAnswer) {
	defer func() {
		if cause := recover(); cause != nil {
			message := fmt.Sprintf("%v", cause)
			answer = SetupAnswer{Errors: []Mistake{{Type: "Panic", Detail: message, Message: message + "\n" + string(debug.Stack())}}}
		}
	}()
	answer = SetupAnswer{Kubernetes: minor, Parts: map[string]any{"cel": extended != nil}}
	if extended != nil {
		answer.Errors = extended.setup(setup)
	} else if len(setup.CRDs)+len(setup.Policies)+len(setup.Bindings) > 0 {
		message := "CustomResourceDefinitions and policies need the file with CEL"
		answer.Errors = []Mistake{{Type: "Setup", Detail: message, Message: message}}
	}
	answer.OK = len(answer.Errors) == 0
	return answer
}

// judging never panics: what goes wrong inside is an answer.
func judging(request Request) (answer Answer) {
	defer func() {
		if cause := recover(); cause != nil {
			answer = Answer{ID: request.ID, Panic: fmt.Sprintf("%v\n%s", cause, debug.Stack())}
		}
	}()
	if err := tooDeep(append(request.LimitRanges, request.Object, request.Old)...); err != nil {
		return Answer{ID: request.ID, Panic: err.Error()}
	}
	answer = judge(request)
	answer.ID = request.ID
	return answer
}
