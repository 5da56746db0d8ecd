package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"k8s.io/klog/v2"
)

func TestMain(m *testing.M) {
	klog.LogToStderr(false)
	klog.SetOutput(io.Discard)
	os.Exit(m.Run())
}

// ask judges one object and says its answer in a line: the status, or "accepted", then warnings.
func ask(t *testing.T, request Request) string {
	t.Helper()
	question, err := json.Marshal(map[string]any{"requests": []Request{request}})
	if err != nil {
		t.Fatal(err)
	}
	var said struct{ Answers []Answer }
	if err := json.Unmarshal(answer(question), &said); err != nil {
		t.Fatal(err)
	}
	one := said.Answers[0]
	switch {
	case one.Panic != "":
		t.Fatal(one.Panic)
	case one.Status != "":
		return one.Status
	case one.Custom:
		return "custom"
	case one.Needs != "":
		return "needs " + one.Needs
	case len(one.Warnings) > 0:
		return "warning: " + strings.Join(one.Warnings, "; ")
	}
	return "accepted"
}

const (
	aPod = `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}]}}`

	aDeployment = `{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d"},"spec":{"selector":{"matchLabels":{"a":"b"}},` +
		`"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}`

	aService = `{"apiVersion":"v1","kind":"Service","metadata":{"name":"s"},"spec":{"type":"NodePort","ports":[{"port":80,"nodePort":30080}]}}`

	anOwner = `{"apiVersion":"v1","kind":"Node","name":"n","uid":"u"}`

	aJob = `{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"j"},"spec":{"template":{"spec":{"restartPolicy":"Never",` +
		`"containers":[{"name":"c","image":"i"}]}}}}`
)

func with(text, old, new string) string { return strings.Replace(text, old, new, 1) }

func TestCreate(t *testing.T) {
	restricted := &Namespace{Labels: map[string]string{"pod-security.kubernetes.io/enforce": "baseline"}}
	for _, one := range []struct {
		what string
		Request
		want string
	}{
		{"a pod", Request{Object: aPod}, "accepted"},
		{"a deployment", Request{Object: aDeployment}, "accepted"},
		{"a service with a port of the range", Request{Object: aService}, "accepted"},
		{"a job, whose selector the server makes", Request{Object: aJob}, "accepted"},
		{"a headless service", Request{Object: with(aService, `"type":"NodePort","ports":[{"port":80,"nodePort":30080}]`, `"clusterIP":"None"`)}, "accepted"},
		{"an unknown field", Request{Object: with(aDeployment, `"selector"`, `"replica":1,"selector"`)},
			`Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.replica"`},
		{"a field twice", Request{Object: with(aPod, `"name":"c"`, `"name":"c","name":"d"`)},
			`Pod in version "v1" cannot be handled as a Pod: strict decoding error: duplicate field "spec.containers[0].name"`},
		{"a wrong type", Request{Object: with(aDeployment, `"selector"`, `"replicas":"1","selector"`)},
			`Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32`},
		{"a number beyond int32", Request{Object: with(aDeployment, `"selector"`, `"replicas":4294967296,"selector"`)},
			`Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal number 4294967296 into Go struct field DeploymentSpec.spec.replicas of type int32`},
		{"a value that is not allowed", Request{Object: with(aDeployment, `"selector"`, `"replicas":-1,"selector"`)},
			`Deployment.apps "d" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0`},
		{"a node port that is none", Request{Object: with(aService, "30080", "80")},
			`Service "s" is invalid: spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767`},
		{"no name", Request{Object: with(aPod, `"name":"p"`, `"labels":{}`)},
			`Pod "" is invalid: metadata.name: Required value: name or generateName is required`},
		{"a name that is generated", Request{Object: with(aPod, `"name":"p"`, `"generateName":"p-"`)}, "accepted"},
		{"a version that is gone", Request{Object: with(aDeployment, "apps/v1", "apps/v1beta1")},
			`no matches for kind "Deployment" in version "apps/v1beta1"`},
		{"a kind of somebody else", Request{Object: `{"apiVersion":"example.com/v1","kind":"X","metadata":{"name":"x"}}`}, "custom"},
		{"Pod Security", Request{Object: with(aPod, `"containers"`, `"hostNetwork":true,"containers"`), Namespace: restricted},
			`pods "p" is forbidden: violates PodSecurity "baseline:latest": host namespaces (hostNetwork=true)`},
		{"Pod Security of a workload", Request{Object: with(aDeployment, `"containers"`, `"hostPID":true,"containers"`), Namespace: restricted},
			`warning: would violate PodSecurity "baseline:latest": host namespaces (hostPID=true)`},
		{"a LimitRange", Request{Object: aPod, LimitRanges: []string{`{"apiVersion":"v1","kind":"LimitRange","metadata":{"name":"l"},"spec":{"limits":[{"type":"Container","min":{"cpu":"1"}}]}}`}},
			`pods "p" is forbidden: minimum cpu usage per Container is 1.  No request is specified`},
		{"a privileged container", Request{Object: with(aPod, `"image":"i"`, `"image":"i","securityContext":{"privileged":true}`)}, "accepted"},
		{"a priority without its class", Request{Object: with(aPod, `"containers"`, `"priority":7,"containers"`)},
			`pods "p" is forbidden: the integer value of priority (7) must not be provided in pod spec; priority admission controller computed 0 from the given PriorityClass name`},
		{"a time zone", Request{Object: `{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"c"},"spec":{"schedule":"0 0 * * *","timeZone":"Europe/Madrid","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}`}, "accepted"},
		{"an APIService", Request{Object: `{"apiVersion":"apiregistration.k8s.io/v1","kind":"APIService","metadata":{"name":"v1.x"},"spec":{"group":"g","version":"v1","groupPriorityMinimum":1,"versionPriority":1,"service":{"name":"s","namespace":"n"}}}`},
			`APIService.apiregistration.k8s.io "v1.x" is invalid: metadata.name: Invalid value: "v1.x": must be ` + "`spec.version+\".\"+spec.group`: \"v1.g\""},
		{"a review", Request{Object: `{"apiVersion":"authorization.k8s.io/v1","kind":"SubjectAccessReview","spec":{"nonResourceAttributes":{"path":"/"}}}`},
			`.authorization.k8s.io "" is invalid: spec.user: Invalid value: "": at least one of user or group must be specified`},
		{"an owner twice", Request{Object: with(aPod, `"name":"p"`, `"name":"p","ownerReferences":[`+anOwner+`,`+anOwner+`,`+anOwner+`]`)},
			"warning: .metadata.ownerReferences contains duplicate entries; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: u, u"},
		{"a namespace where there is none", Request{Object: `{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"n","namespace":"m"}}`}, "accepted"},
		{"what the server sets itself", Request{Object: with(aPod, `"name":"p"`, `"name":"p","uid":"u","resourceVersion":"7","generation":7,"selfLink":"/","creationTimestamp":"2020-01-01T00:00:00Z","managedFields":[{"manager":"m"}]`)}, "accepted"},
		{"a status that cannot be", Request{Object: with(aDeployment, `"spec"`, `"status":{"replicas":-1,"availableReplicas":7},"spec"`)}, "accepted"},
		{"no object", Request{Object: `[]`}, `error validating data: invalid object to validate`},
		{"no kind", Request{Object: `{"apiVersion":"v1"}`}, `error validating data: kind not set`},
		{"no kind and no version", Request{Object: `{"kind":null}`}, `error validating data: [apiVersion not set, kind not set]`},
		{"a kind that is a number", Request{Object: with(aPod, `"Pod"`, "1")}, `error validating data: kind isn't string type`},
		{"a version that is none", Request{Object: with(aPod, `"v1"`, `"a/b/c"`)}, `error validating data: unexpected GroupVersion string: a/b/c`},
	} {
		t.Run(one.what, func(t *testing.T) {
			if got := ask(t, one.Request); got != one.want {
				t.Errorf("\n got %s\nwant %s", got, one.want)
			}
		})
	}
}

func TestUpdate(t *testing.T) {
	for _, one := range []struct{ what, old, new, want string }{
		{"the same", aService, aService, "accepted"},
		{"the same job", aJob, aJob, "accepted"},
		{"another number of replicas", aDeployment, with(aDeployment, `"selector"`, `"replicas":3,"selector"`), "accepted"},
		{"another image of a pod", aPod, with(aPod, `"image":"i"`, `"image":"j"`), "accepted"},
		{"another address", with(aService, `"type"`, `"clusterIP":"10.96.0.7","type"`), with(aService, `"type"`, `"clusterIP":"10.96.0.8","type"`),
			`Service "s" is invalid: spec.clusterIPs[0]: Invalid value: %["10.96.0.8"]: may not change once set`},
		{"another kind", aDeployment, aPod, "accepted"},
	} {
		t.Run(one.what, func(t *testing.T) {
			want := one.want
			if minor == "1.30" {
				want = strings.ReplaceAll(strings.ReplaceAll(want, `%["`, `[]string{"`), `"]: may`, `"}: may`)
			}
			want = strings.ReplaceAll(want, "%", "")
			if got := ask(t, Request{Object: one.new, Old: one.old}); got != want {
				t.Errorf("\n got %s\nwant %s", got, want)
			}
		})
	}
	got := ask(t, Request{Object: with(with(aDeployment, `{"a":"b"}`, `{"a":"c"}`), `{"a":"b"}`, `{"a":"c"}`), Old: aDeployment})
	if !strings.HasPrefix(got, `Deployment.apps "d" is invalid: spec.selector: Invalid value: `) || !strings.HasSuffix(got, ": field is immutable") {
		t.Error(got)
	}
}

func TestPlaceOfWhatCannotBeDecoded(t *testing.T) {
	many := strings.Repeat(`{"name":"c","image":"i","ports":[{"containerPort":1}],"env":[{"name":"A","value":"1"}]},`, 300)
	for _, one := range []struct{ object, field, value string }{
		{with(aPod, `"image":"i"`, `"image":"i","resources":{"limits":{"memory":"1Gi","cpu":"one"}}`), "spec.containers[0].resources.limits[cpu]", `"one"`},
		{with(aPod, `"image":"i"`, `"image":"i"},{"name":"d","image":7`), "spec.containers[1].image", "7"},
		{with(aPod, `"image":"i"`, `"image":"i","env":{}`), "spec.containers[0].env", "{}"},
		{with(aPod, `{"name":"c"`, many+`{"name":"c","ports":[{},{"containerPort":"80"}]`), "spec.containers[300].ports[1].containerPort", `"80"`},
		{with(aPod, `"name":"p"`, `"name":"p","labels":{"a":"b","a.b/c":true}`), "metadata.labels[a.b/c]", "true"},
		{with(aPod, `"name":"p"`, `"name":"p","creationTimestamp":"today"`), "metadata.creationTimestamp", `"today"`},
		{with(aPod, `"spec"`, `"name":1,"spec":1,"status"`), "spec", "1"},
		{with(aService, "30080", "2147483648"), "spec.ports[0].nodePort", "2147483648"},
		{`{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"data":{"a":"YQ==","b":"not base64"}}`, "data[b]", `"not base64"`},
	} {
		var got []Mistake
		quickest := time.Hour
		for range 3 { // the machine may have other things to do
			start := time.Now()
			got = judging(Request{Object: one.object}).Errors
			quickest = min(quickest, time.Since(start))
		}
		if quickest > 200*time.Millisecond {
			t.Errorf("%s took %v", one.field, quickest)
		}
		if len(got) != 1 || got[0].Field != one.field || got[0].Type != "Decode" || text(got[0].Value) != one.value {
			t.Errorf("got %+v, want %s: %s", got, one.field, one.value)
		}
	}
}

func TestLifeOfVersions(t *testing.T) {
	for kind, want := range map[string]Deprecated{
		"extensions/v1beta1 Deployment":                         {"1.8", "1.16", "apps/v1 Deployment"},
		"extensions/v1beta1 Ingress":                            {"1.14", "1.22", "networking.k8s.io/v1 Ingress"},
		"extensions/v1beta1 PodSecurityPolicy":                  {"", "1.16", podSecurityLabels},
		"apps/v1beta2 StatefulSet":                              {"1.9", "1.16", "apps/v1 StatefulSet"},
		"autoscaling/v2beta1 HorizontalPodAutoscaler":           {"1.22", "1.25", "autoscaling/v2 HorizontalPodAutoscaler"},
		"autoscaling/v2beta2 HorizontalPodAutoscaler":           {"1.23", "1.26", "autoscaling/v2 HorizontalPodAutoscaler"},
		"batch/v1beta1 CronJob":                                 {"1.21", "1.25", "batch/v1 CronJob"},
		"policy/v1beta1 PodDisruptionBudget":                    {"1.21", "1.25", "policy/v1 PodDisruptionBudget"},
		"policy/v1beta1 PodSecurityPolicy":                      {"1.21", "1.25", podSecurityLabels},
		"networking.k8s.io/v1beta1 Ingress":                     {"1.19", "1.22", "networking.k8s.io/v1 Ingress"},
		"networking.k8s.io/v1beta1 IngressClass":                {"1.19", "1.22", "networking.k8s.io/v1 IngressClass"},
		"node.k8s.io/v1beta1 RuntimeClass":                      {"1.22", "1.25", "node.k8s.io/v1 RuntimeClass"},
		"flowcontrol.apiserver.k8s.io/v1beta1 FlowSchema":       {"1.23", "1.26", "flowcontrol.apiserver.k8s.io/v1 FlowSchema"},
		"apiextensions.k8s.io/v1beta1 CustomResourceDefinition": {"1.16", "1.22", "apiextensions.k8s.io/v1 CustomResourceDefinition"},
		"v1 Deployment":                                         {"", "", "apps/v1 Deployment"},
		"apps/v1 Event":                                         {},
		"apps/v1 Deployment":                                    {},
		"example.com/v1 Deployment":                             {},
	} {
		version, name, _ := strings.Cut(kind, " ")
		got := judging(Request{Object: fmt.Sprintf(`{"apiVersion":%q,"kind":%q,"metadata":{"name":"x"}}`, version, name)}).Deprecated
		if got == nil {
			got = &Deprecated{}
		}
		if *got != want {
			t.Errorf("%s: got %+v, want %+v", kind, *got, want)
		}
	}
}

func TestSize(t *testing.T) {
	object := `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"},"data":{"a":"` + strings.Repeat("x", 300<<10) + `"}}`
	got := judging(Request{Object: object})
	want := "metadata.annotations: Too long: may not be more than 262144 bytes"
	if minor == "1.30" {
		want = "metadata.annotations: Too long: must have at most 262144 bytes"
	}
	if len(got.Errors) != 0 || len(got.Apply) != 1 || got.Apply[0].Message != want {
		t.Errorf("%+v", got)
	}
}

func TestWhatIsNotJudged(t *testing.T) {
	for _, one := range []struct{ object, want string }{
		{with(aPod, `"image":"i"`, `"image":"i","resources":{"limits":{"cpu":"1e2147483647"}}`), `the exponent of the quantity "1e2147483647" is beyond 10000, which no server reckons with in time`},
		{with(aPod, `"spec"`, `"status":`+strings.Repeat("[", 501)+strings.Repeat("]", 501)+`,"spec"`), "it is nested 502 levels deep, and what is deeper than 500 is not judged here"},
	} {
		for _, request := range []Request{{Object: one.object}, {Object: aPod, Old: one.object}, {Object: aPod, LimitRanges: []string{one.object}}} {
			got, _, _ := strings.Cut(judging(request).Panic, "\n")
			if got != one.want {
				t.Errorf("got %s, want %s", got, one.want)
			}
		}
	}
	if got := ask(t, Request{Object: with(aPod, `"spec"`, `"status":`+strings.Repeat("[", 10001)+strings.Repeat("]", 10001)+`,"spec"`)}); !strings.HasSuffix(got, "exceeded max depth") {
		t.Errorf("%.200s", got)
	}
}

func TestQuestions(t *testing.T) {
	if got := string(answer([]byte("{"))); !strings.Contains(got, "the question is no JSON") {
		t.Error(got)
	}
	for _, text := range []string{"", "null", "{}", `{"kind":"Pod"}`, `{"apiVersion":"v1"}`, `{"apiVersion":"a/b/c","kind":"Pod"}`,
		`{"apiVersion":1,"kind":2}`, "\xff", `{"apiVersion":"v1","kind":"Pod","spec":` + strings.Repeat(`{"a":`, 20000) + "1" + strings.Repeat("}", 20001)} {
		ask(t, Request{Object: text})
	}
}

// BenchmarkObjects takes objects from the file that OBJECTS names, one a line, where it is set.
func BenchmarkObjects(b *testing.B) {
	objects := []string{aPod, aDeployment, aService, aJob}
	if path := os.Getenv("OBJECTS"); path != "" {
		text, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		objects = strings.Split(strings.TrimSpace(string(text)), "\n")
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, object := range objects {
			judging(Request{Object: object, Namespace: &Namespace{Labels: map[string]string{"pod-security.kubernetes.io/enforce": "restricted"}}})
		}
	}
}
