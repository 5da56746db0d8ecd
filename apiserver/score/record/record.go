// Package record writes down which objects a test hands to a validator. It is copied into the sources
// of Kubernetes, so that the validators can call it.
package record

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	goruntime "runtime"
	"sort"
	"strings"
	"sync"

	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/apis/core"

	_ "k8s.io/kubernetes/pkg/apis/admissionregistration/install"
	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	_ "k8s.io/kubernetes/pkg/apis/autoscaling/install"
	_ "k8s.io/kubernetes/pkg/apis/batch/install"
	_ "k8s.io/kubernetes/pkg/apis/certificates/install"
	_ "k8s.io/kubernetes/pkg/apis/coordination/install"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	_ "k8s.io/kubernetes/pkg/apis/discovery/install"
	_ "k8s.io/kubernetes/pkg/apis/flowcontrol/install"
	_ "k8s.io/kubernetes/pkg/apis/networking/install"
	_ "k8s.io/kubernetes/pkg/apis/node/install"
	_ "k8s.io/kubernetes/pkg/apis/policy/install"
	_ "k8s.io/kubernetes/pkg/apis/rbac/install"
	_ "k8s.io/kubernetes/pkg/apis/resource/install"
	_ "k8s.io/kubernetes/pkg/apis/scheduling/install"
	_ "k8s.io/kubernetes/pkg/apis/storage/install"
)

// A Case is one line of what is recorded.
type Case struct {
	Test     string `json:"test"`
	Function string `json:"function"`
	Kind     string `json:"kind"`
	Object   string `json:"object"`
	Old      string `json:"old,omitempty"`
	Refused  bool   `json:"refused"`
}

// A Recording is a call that a test has begun.
type Recording struct {
	group string
	cases []Case
}

// Call is the beginning of a validator; nil if no test called it directly.
func Call(group, function string, names []string, arguments ...any) *Recording {
	if os.Getenv("SCORE_RECORDS") == "" {
		return nil
	}
	test := callingTest()
	if test == "" {
		return nil
	}
	object, old := objectsOf(group, function, names, arguments)
	if object == nil {
		skipped(group, function, test)
		return nil
	}
	recording := &Recording{group: group}
	for _, version := range versionsOf(object) {
		one := Case{Test: group + "/" + test, Function: function}
		var ok bool
		if one.Kind, one.Object, ok = encode(object, version); !ok {
			continue
		}
		if old != nil {
			if _, one.Old, ok = encode(old, version); !ok {
				continue
			}
		}
		recording.cases = append(recording.cases, one)
	}
	return recording
}

// End is the end of the validator, with what it returned.
func (recording *Recording) End(results ...any) {
	if recording == nil {
		return
	}
	refused := false
	for _, result := range results {
		switch result := result.(type) {
		case field.ErrorList:
			refused = refused || len(result) > 0
		case *field.Error:
			refused = refused || result != nil
		}
	}
	for _, one := range recording.cases {
		one.Refused = refused
		line, err := json.Marshal(one)
		if err != nil {
			panic(err)
		}
		write(recording.group+".jsonl", line)
	}
}

var testName = regexp.MustCompile(`\.(Test\w+)`)

// callingTest is the test from whose file the validator is called, or "".
func callingTest() string {
	counters := make([]uintptr, 40)
	// Above this one are Callers, callingTest, Call and the wrapper.
	frames := goruntime.CallersFrames(counters[:goruntime.Callers(4, counters)])
	frame, more := frames.Next()
	if !strings.HasSuffix(frame.File, "_test.go") {
		return ""
	}
	for {
		if match := testName.FindStringSubmatch(frame.Function); match != nil {
			return match[1]
		}
		if !more {
			return "TestUnknown"
		}
		frame, more = frames.Next()
	}
}

// objectsOf finds the object that is validated, and the one before it, among the arguments: as they
// are, or made around fragments such as containers.
func objectsOf(group, function string, names []string, arguments []any) (object, old runtime.Object) {
	var news, olds []argument
	for i, value := range arguments {
		reflected := reflect.ValueOf(value)
		if !reflected.IsValid() || (reflected.Kind() == reflect.Pointer && reflected.IsNil()) {
			continue
		}
		one := argument{names[i], reflected}
		before := strings.Contains(strings.ToLower(names[i]), "old")
		if whole := wholeObject(value); whole != nil {
			if before && old == nil {
				old = whole
			} else if !before && object == nil {
				object = whole
			}
		} else if before {
			olds = append(olds, one)
		} else {
			news = append(news, one)
		}
	}
	if object == nil && old == nil {
		object = around(group, function, news)
		if object != nil && len(olds) > 0 {
			old = around(group, function, olds)
		}
	}
	return object, old
}

func wholeObject(value any) runtime.Object {
	object, ok := value.(runtime.Object)
	if !ok {
		return nil
	}
	if _, err := meta.Accessor(object); err != nil {
		return nil
	}
	if kinds, _, err := legacyscheme.Scheme.ObjectKinds(object); err != nil || len(kinds) == 0 {
		return nil
	}
	return object.DeepCopyObject()
}

func versionsOf(object runtime.Object) []runtime.GroupVersioner {
	kinds, _, err := legacyscheme.Scheme.ObjectKinds(object)
	if err != nil {
		return nil
	}
	var versions []runtime.GroupVersioner
	for _, version := range legacyscheme.Scheme.PrioritizedVersionsForGroup(kinds[0].Group) {
		if legacyscheme.Scheme.Recognizes(version.WithKind(kinds[0].Kind)) {
			versions = append(versions, version)
		}
	}
	return versions
}

// encode writes the object as JSON of that version; some that tests make cannot be.
func encode(object runtime.Object, version runtime.GroupVersioner) (kind, text string, ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	bytes, err := runtime.Encode(legacyscheme.Codecs.CodecForVersions(
		jsonSerializer(), nil, version, nil), object.DeepCopyObject())
	if err != nil {
		return "", "", false
	}
	var known struct{ Kind string }
	if err := json.Unmarshal(bytes, &known); err != nil {
		return "", "", false
	}
	return known.Kind, strings.TrimSpace(string(bytes)), true
}

func jsonSerializer() runtime.Serializer {
	info, ok := runtime.SerializerInfoForMediaType(legacyscheme.Codecs.SupportedMediaTypes(), runtime.ContentTypeJSON)
	if !ok {
		panic("no JSON")
	}
	return info.Serializer
}

// hosts are the smallest objects that fragments are put into, by folder of pkg/apis. The first place of
// a fragment's type is taken, so pods come before what has a template of them.
var hosts = map[string][]string{
	"core": {
		`{"apiVersion":"v1","kind":"Pod","metadata":{"name":"pod","namespace":"default"},"spec":{"containers":[{"name":"c","image":"image"}]}}`,
		`{"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"claim","namespace":"default"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}`,
		`{"apiVersion":"v1","kind":"PersistentVolume","metadata":{"name":"volume"},"spec":{"accessModes":["ReadWriteOnce"],"capacity":{"storage":"1Gi"},"hostPath":{"path":"/data"}}}`,
		`{"apiVersion":"v1","kind":"Service","metadata":{"name":"service","namespace":"default"},"spec":{"selector":{"a":"b"},"ports":[{"port":80}]}}`,
		`{"apiVersion":"v1","kind":"ReplicationController","metadata":{"name":"controller","namespace":"default"},"spec":{"selector":{"a":"b"},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"image"}]}}}}`,
		`{"apiVersion":"v1","kind":"ResourceQuota","metadata":{"name":"quota","namespace":"default"},"spec":{"hard":{"pods":"1"}}}`,
		`{"apiVersion":"v1","kind":"LimitRange","metadata":{"name":"limits","namespace":"default"},"spec":{"limits":[{"type":"Container","max":{"cpu":"1"}}]}}`,
		`{"apiVersion":"v1","kind":"Node","metadata":{"name":"node"}}`,
		`{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"namespace"}}`,
		`{"apiVersion":"v1","kind":"Endpoints","metadata":{"name":"endpoints","namespace":"default"},"subsets":[{"addresses":[{"ip":"10.0.0.1"}],"ports":[{"port":80}]}]}`,
	},
	"apps": {
		`{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"deployment","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"image"}]}}}}`,
		`{"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"stateful","namespace":"default"},"spec":{"serviceName":"s","selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"image"}]}}}}`,
		`{"apiVersion":"apps/v1","kind":"DaemonSet","metadata":{"name":"daemon","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"image"}]}}}}`,
		`{"apiVersion":"apps/v1","kind":"ReplicaSet","metadata":{"name":"replica","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"image"}]}}}}`,
	},
	"batch": {
		`{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"job","namespace":"default"},"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"image"}]}}}}`,
		`{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"cron","namespace":"default"},"spec":{"schedule":"* * * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"image"}]}}}}}}`,
	},
	"autoscaling": {
		`{"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler","metadata":{"name":"autoscaler","namespace":"default"},"spec":{"maxReplicas":2,"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"d"}}}`,
	},
	"certificates": {
		`{"apiVersion":"certificates.k8s.io/v1","kind":"CertificateSigningRequest","metadata":{"name":"request"},"spec":{"signerName":"example.com/signer","usages":["digital signature"],"request":""}}`,
	},
	"coordination": {
		`{"apiVersion":"coordination.k8s.io/v1beta1","kind":"LeaseCandidate","metadata":{"name":"candidate","namespace":"default"},"spec":{"leaseName":"l","binaryVersion":"1.36.0","emulationVersion":"1.36.0","strategy":"OldestEmulationVersion"}}`,
		`{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"lease","namespace":"default"},"spec":{"holderIdentity":"me"}}`,
	},
	"flowcontrol": {
		`{"apiVersion":"flowcontrol.apiserver.k8s.io/v1","kind":"PriorityLevelConfiguration","metadata":{"name":"level"},"spec":{"type":"Limited","limited":{"limitResponse":{"type":"Reject"}}}}`,
		`{"apiVersion":"flowcontrol.apiserver.k8s.io/v1","kind":"FlowSchema","metadata":{"name":"schema"},"spec":{"priorityLevelConfiguration":{"name":"level"}}}`,
	},
	"networking": {
		`{"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"ingress","namespace":"default"},"spec":{"rules":[{"http":{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":{"name":"s","port":{"number":80}}}}]}}]}}`,
		`{"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"policy","namespace":"default"},"spec":{"podSelector":{}}}`,
	},
	"policy": {
		`{"apiVersion":"policy/v1","kind":"PodDisruptionBudget","metadata":{"name":"budget","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}}}}`,
	},
	"rbac": {
		`{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"Role","metadata":{"name":"role","namespace":"default"},"rules":[]}`,
		`{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"RoleBinding","metadata":{"name":"binding","namespace":"default"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"role"}}`,
	},
	"admissionregistration": {
		`{"apiVersion":"admissionregistration.k8s.io/v1","kind":"ValidatingAdmissionPolicy","metadata":{"name":"policy.example.com"},"spec":{"matchConstraints":{"resourceRules":[{"apiGroups":[""],"apiVersions":["v1"],"operations":["CREATE"],"resources":["pods"]}]},"validations":[{"expression":"true"}]}}`,
	},
}

type argument struct {
	name  string
	value reflect.Value
}

// around makes the smallest object that holds the fragments.
func around(group, function string, fragments []argument) runtime.Object {
	for _, texts := range [][]string{hosts[group], hosts["core"]} {
		for i, first := range fragments {
			host, at := bestHost(texts, function, first)
			if host == nil {
				continue
			}
			at.set(host, first.value)
			for _, other := range fragments[i+1:] {
				if metadata, ok := other.value.Interface().(*metav1.ObjectMeta); ok && metadata.Name == "" {
					continue
				}
				if place := findPlace(host, function, other); place != nil {
					place.set(host, other.value)
				} else if volumes, ok := other.value.Interface().(map[string]core.VolumeSource); ok {
					addVolumes(host, volumes)
				}
			}
			complete(host)
			return host
		}
	}
	return nil
}

// complete gives the namespace that the validator of a fragment does not ask for.
func complete(host runtime.Object) {
	accessor, err := meta.Accessor(host)
	if err != nil {
		panic(err)
	}
	if accessor.GetNamespace() == "" && accessor.GetName() != "" {
		if _, isPod := host.(*core.Pod); isPod {
			accessor.SetNamespace("default")
		}
	}
}

func addVolumes(host runtime.Object, volumes map[string]core.VolumeSource) {
	pod, ok := host.(*core.Pod)
	if !ok {
		return
	}
	names := make([]string, 0, len(volumes))
	for name := range volumes {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		pod.Spec.Volumes = append(pod.Spec.Volumes, core.Volume{Name: name, VolumeSource: volumes[name]})
	}
}

func bestHost(texts []string, function string, fragment argument) (runtime.Object, *place) {
	var best runtime.Object
	var at *place
	for _, text := range texts {
		host, _, err := legacyscheme.Codecs.UniversalDecoder().Decode([]byte(text), nil, nil)
		if err != nil {
			continue // a group that this minor does not have
		}
		host, err = legacyscheme.Scheme.ConvertToVersion(host, runtime.InternalGroupVersioner)
		if err != nil {
			panic(err)
		}
		found := findPlace(host, function, fragment)
		if found != nil && (at == nil || found.before(at)) {
			best, at = host, found
		}
	}
	return best, at
}

// A place is a way from an object to a field: indexes of fields, and -1 for an element of a list.
type place struct {
	steps []int
	name  int // how much of the field's name is in the name of the validator
	made  bool
}

func (p *place) before(other *place) bool {
	if p.made != other.made {
		return other.made
	}
	if len(p.steps) != len(other.steps) {
		return len(p.steps) < len(other.steps)
	}
	return p.name > other.name
}

// findPlace finds the least deep field of the fragment's type: through what the object has, else
// through what would have to be made.
func findPlace(host runtime.Object, function string, fragment argument) *place {
	isNamed := placeableByName(fragment)
	if !isNamed && !placeable(fragment.value.Type()) {
		return nil
	}
	for _, made := range []bool{false, true} {
		type node struct {
			kind  reflect.Type
			value reflect.Value // invalid where it would have to be made
			steps []int
		}
		root := reflect.ValueOf(host).Elem()
		level := []node{{root.Type(), root, nil}}
		seen := map[reflect.Type]bool{}
		for depth := 0; depth < 12 && len(level) > 0; depth++ {
			var best *place
			var next []node
			for _, at := range level {
				kind, value := at.kind, at.value
				if kind.Kind() == reflect.Pointer {
					kind = kind.Elem()
					if value.IsValid() {
						value = value.Elem()
					}
				}
				steps := at.steps
				if kind.Kind() == reflect.Slice {
					kind = kind.Elem()
					steps = append(append([]int{}, steps...), -1)
					if value.IsValid() && value.Len() > 0 {
						value = value.Index(0)
					} else {
						value = reflect.Value{}
					}
				}
				if kind.Kind() != reflect.Struct || seen[kind] || (!value.IsValid() && !made) {
					continue
				}
				seen[kind] = true
				for i := range kind.NumField() {
					field := kind.Field(i)
					if !field.IsExported() {
						continue
					}
					way := append(append([]int{}, steps...), i)
					if fits(field.Type, fragment.value.Type()) && (!isNamed || strings.EqualFold(field.Name, fragment.name)) {
						found := &place{way, likeness(field.Name, function, fragment.name), made}
						if best == nil || found.before(best) {
							best = found
						}
					}
					below := reflect.Value{}
					if value.IsValid() {
						below = value.Field(i)
					}
					next = append(next, node{field.Type, below, way})
				}
			}
			if best != nil {
				return best
			}
			level = next
		}
	}
	return nil
}

func likeness(field, function, parameter string) int {
	field = strings.ToLower(field)
	if strings.Contains(strings.ToLower(function), field) {
		return 100 + len(field)
	}
	if strings.EqualFold(field, parameter) {
		return len(field)
	}
	return 0
}

// placeableByName are plain values: the parameter "timeZone" belongs into the field "TimeZone".
func placeableByName(fragment argument) bool {
	kind := fragment.value.Type()
	if kind.Kind() == reflect.Pointer {
		kind = kind.Elem()
	}
	switch fragment.name {
	case "name", "value", "key", "annotations", "labels":
		return false
	}
	return kind.PkgPath() == "" && (kind.Kind() == reflect.String || kind.Kind() == reflect.Int32)
}

// placeable are the types of API groups: where a string or a quantity belongs, nobody can say.
func placeable(kind reflect.Type) bool {
	for kind.Kind() == reflect.Pointer || kind.Kind() == reflect.Slice {
		kind = kind.Elem()
	}
	switch kind {
	case reflect.TypeFor[metav1.ObjectMeta](), reflect.TypeFor[metav1.LabelSelector]():
		return true
	}
	return strings.HasPrefix(kind.PkgPath(), "k8s.io/kubernetes/pkg/apis/") &&
		!strings.HasSuffix(kind.PkgPath(), "/validation")
}

func fits(field, value reflect.Type) bool {
	return field == value || (value.Kind() == reflect.Pointer && fits(field, value.Elem())) ||
		(field.Kind() == reflect.Pointer && field.Elem() == value) ||
		(field.Kind() == reflect.Slice && field.Elem() == value)
}

func (p *place) set(host runtime.Object, value reflect.Value) {
	target := reflect.ValueOf(host).Elem()
	for _, step := range p.steps {
		if target.Kind() == reflect.Pointer {
			if target.IsNil() {
				target.Set(reflect.New(target.Type().Elem()))
			}
			target = target.Elem()
		}
		if step >= 0 {
			target = target.Field(step)
			continue
		}
		if target.Len() == 0 {
			target.Set(reflect.MakeSlice(target.Type(), 1, 1))
		}
		target = target.Index(0)
	}
	for value.Kind() == reflect.Pointer && value.Type() != target.Type() {
		value = value.Elem()
	}
	switch {
	case value.Type() == target.Type():
		target.Set(value)
	case target.Kind() == reflect.Pointer:
		target.Set(reflect.New(target.Type().Elem()))
		target.Elem().Set(value)
	default:
		target.Set(reflect.Append(reflect.MakeSlice(target.Type(), 0, 1), value))
	}
}

var (
	lock  sync.Mutex
	files = map[string]*os.File{}
)

func write(name string, line []byte) {
	lock.Lock()
	defer lock.Unlock()
	file := files[name]
	if file == nil {
		var err error
		path := filepath.Join(os.Getenv("SCORE_RECORDS"), name)
		if file, err = os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644); err != nil {
			panic(err)
		}
		files[name] = file
	}
	if _, err := file.Write(append(line, '\n')); err != nil {
		panic(err)
	}
}

// skipped counts the calls whose arguments make no object.
func skipped(group, function, test string) {
	write("skipped.txt", fmt.Appendf(nil, "%s %s %s", group, function, test))
}
