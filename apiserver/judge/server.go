package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/google/uuid"
	"k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	serializer "k8s.io/apimachinery/pkg/runtime/serializer/json"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/sets"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/apiserver/pkg/admission"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/apiserver/pkg/warning"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/capabilities"
)

// extended is the part with CEL: custom resources and policies. It is not in the main file.
var extended extension

type extension interface {
	setup(Setup) []Mistake
	// custom judges an object whose kind is not built in; it is false where no definition is known.
	custom(*call) bool
	// admit asks the policies of an object that is otherwise accepted.
	admit(*call, admission.Attributes) error
}

var administrator = &user.DefaultInfo{Name: "kubernetes-admin", Groups: []string{"system:masters", "system:authenticated"}}

// A call is one request on its way through the server.
type call struct {
	Request
	answer  Answer
	head    head
	sure    bool // that the object says its kind in the usual way
	kind    schema.GroupVersionKind
	builtin *resource
	ctx     context.Context
}

func judge(asked Request) Answer {
	c := &call{Request: asked}
	lastInvalid = nil
	err := c.run()
	if err != nil {
		c.refuse(err)
	}
	c.tooLarge()
	return c.answer
}

// The warnings that kubectl prints: each once.
func (c *call) AddWarning(_, text string) {
	if !slices.Contains(c.answer.Warnings, text) {
		c.answer.Warnings = append(c.answer.Warnings, text)
	}
}

func (c *call) run() error {
	c.head, c.sure = headOf(c.Object)
	c.kind = schema.FromAPIVersionAndKind(c.head.apiVersion, c.head.kind)
	if !c.sure || c.kind.Version == "" {
		kind, err := kindOf(c.Object)
		if err != nil {
			return err
		}
		c.kind, c.head = kind, slowHeadOf(c.Object)
	}
	c.deprecation()
	builtin, found := resourceOf(c.kind)
	switch {
	case found == served:
		c.builtin = builtin
		return c.runBuiltin()
	case found == needsExtension:
		c.answer.Needs = "cel"
		return nil
	case found == notServed:
		return c.noMatch()
	}
	if extended != nil && extended.custom(c) {
		return nil
	}
	if !strings.Contains(c.kind.Group, ".") {
		// No definition can have such a group.
		return c.noMatch()
	}
	c.answer.Custom = true
	return nil
}

func (c *call) noMatch() error {
	return &meta.NoKindMatchError{GroupKind: c.kind.GroupKind(), SearchedVersions: []string{c.kind.Version}}
}

// runBuiltin does what the handlers of create and update do, in their order.
func (c *call) runBuiltin() error {
	namespace := c.head.namespace
	if !c.builtin.namespaced {
		namespace = ""
	} else if namespace == "" {
		namespace = metav1.NamespaceDefault
	}
	c.context(namespace)
	if message := c.deprecationWarning(); message != "" {
		c.AddWarning("", message)
	}
	obj, err := c.decode(c.Object, true)
	if err != nil {
		return err
	}
	if c.builtin.review != nil {
		if object, err := meta.Accessor(obj); err == nil {
			rest.WipeObjectMetaSystemFields(object)
			if err := rest.EnsureObjectNamespaceMatchesRequestNamespace(namespace, object); err != nil {
				return err
			}
		}
		return c.builtin.review(obj, namespace)
	}
	if c.Old != "" {
		if live, err := c.live(namespace); err == nil {
			return c.update(obj, live, namespace)
		}
		c.context(namespace)
	}
	return c.create(obj, namespace)
}

func (c *call) context(namespace string) {
	verb := "create"
	if c.Old != "" {
		verb = "update"
	}
	gv := c.kind.GroupVersion()
	ctx := request.WithNamespace(context.Background(), namespace)
	ctx = request.WithUser(ctx, administrator)
	ctx = request.WithRequestInfo(ctx, &request.RequestInfo{
		IsResourceRequest: true, Verb: verb, APIPrefix: "apis", APIGroup: gv.Group, APIVersion: gv.Version,
		Resource: c.builtin.name, Namespace: namespace, Name: c.head.name,
	})
	c.ctx = warning.WithWarningRecorder(ctx, c)
}

// The decoders that the server uses: the strict one when kubectl asks it to validate fields. The quick one is strict
// too, and is told the kind.
var (
	told                   = &knownKind{}
	strict, lenient, quick = serializerWith(serializer.DefaultMetaFactory, true), serializerWith(serializer.DefaultMetaFactory, false), serializerWith(told, true)
)

func serializerWith(meta serializer.MetaFactory, strictly bool) runtime.Serializer {
	scheme := legacyscheme.Scheme
	return serializer.NewSerializerWithOptions(meta, scheme, scheme, serializer.SerializerOptions{Strict: strictly})
}

type decoderKey struct {
	group string
	by    runtime.Serializer
}

var decoders = map[decoderKey]runtime.Decoder{}

func decoderFor(group string, by runtime.Serializer) runtime.Decoder {
	key := decoderKey{group, by}
	if decoders[key] == nil {
		decoders[key] = legacyscheme.Codecs.DecoderToVersion(by, schema.GroupVersion{Group: group, Version: runtime.APIVersionInternal})
	}
	return decoders[key]
}

// decoderOfCustom reads a custom resource; it is in the file with CEL.
var decoderOfCustom func(serving any, kind schema.GroupVersionKind, text string, strictly bool) (runtime.Object, *schema.GroupVersionKind, error)

func (c *call) decoded(text string, strictly bool) (runtime.Object, *schema.GroupVersionKind, error) {
	if c.builtin.serving != nil {
		return decoderOfCustom(c.builtin.serving, c.kind, text, strictly)
	}
	if !strictly {
		return decoderFor(c.kind.Group, lenient).Decode([]byte(text), &c.kind, nil)
	}
	if c.sure {
		told.kind = c.kind
		if obj, actual, err := decoderFor(c.kind.Group, quick).Decode([]byte(text), &c.kind, nil); err == nil {
			return obj, actual, nil
		}
	}
	obj, actual, err := decoderFor(c.kind.Group, strict).Decode([]byte(text), &c.kind, nil)
	if err != nil && !runtime.IsStrictDecodingError(err) {
		return decoderFor(c.kind.Group, strict).Decode(sorted(text), &c.kind, nil)
	}
	return obj, actual, err
}

// sorted is the object as kubectl sends it: of several wrong types, a server names the first that it comes to.
func sorted(text string) []byte {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var fields map[string]any
	if decoder.Decode(&fields) != nil {
		return []byte(text)
	}
	again, err := json.Marshal(fields)
	if err != nil {
		return []byte(text)
	}
	return again
}

// decode reads, defaults and converts.
func (c *call) decode(text string, strictly bool) (runtime.Object, error) {
	obj, actual, err := c.decoded(text, strictly)
	if err == nil {
		return obj, nil
	}
	if actual == nil || actual.Kind == "" {
		actual = &c.kind
	}
	message := fmt.Sprintf("%s in version %q cannot be handled as a %s: %v", actual.Kind, actual.Version, c.kind.Kind, err)
	bad := apierrors.NewBadRequest(message)
	if strictError, is := runtime.AsStrictDecodingError(err); is {
		return nil, &decodingError{bad, strictError.Errors(), true}
	}
	return nil, &decodingError{bad, []error{err}, false}
}

type decodingError struct {
	*apierrors.StatusError
	errors []error
	strict bool
}

// create is Store.Create with the admission around it.
func (c *call) create(obj runtime.Object, namespace string) error {
	object, err := meta.Accessor(obj)
	if err != nil {
		return err
	}
	name := object.GetName()
	if len(namespace) == 0 && c.builtin.name == "namespaces" {
		c.ctx = request.WithNamespace(c.ctx, name)
		namespace = name
	}
	rest.WipeObjectMetaSystemFields(object)
	// The server writes its own.
	object.SetManagedFields(nil)
	expected := namespace
	if !c.builtin.namespaced {
		expected = ""
	}
	if err := rest.EnsureObjectNamespaceMatchesRequestNamespace(expected, object); err != nil {
		return err
	}
	attributes := c.attributes(obj, nil, namespace, name)
	c.dedupOwnerReferences(object, "")
	if err := c.mutate(attributes); err != nil {
		return err
	}
	if err := c.prepare(obj, object); err != nil {
		return err
	}
	if err := rest.BeforeCreate(c.builtin.create, c.ctx, obj); err != nil {
		return err
	}
	return c.admit(c.attributes(obj, nil, namespace, name))
}

// prepare is the beginning of Store.Create.
func (c *call) prepare(obj runtime.Object, object metav1.Object) error {
	rest.FillObjectMetaSystemFields(object)
	if len(object.GetGenerateName()) > 0 && len(object.GetName()) == 0 {
		object.SetName(c.builtin.create.GenerateName(object.GetGenerateName()))
	}
	if c.builtin.beginCreate != nil {
		return c.builtin.beginCreate(obj)
	}
	return nil
}

func (c *call) attributes(obj, old runtime.Object, namespace, name string) admission.Attributes {
	operation, options := admission.Create, runtime.Object(&metav1.CreateOptions{})
	if old != nil {
		operation, options = admission.Update, &metav1.UpdateOptions{}
	}
	gvr := c.kind.GroupVersion().WithResource(c.builtin.name)
	return admission.NewAttributesRecord(obj, old, c.kind, namespace, name, gvr, "", operation, options, true, administrator)
}

// dedupOwnerReferences is the server's; a patch is looked at after mutating admission only.
func (c *call) dedupOwnerReferences(object metav1.Object, when string) {
	var kept []metav1.OwnerReference
	var twice []string
	seen := sets.New[types.UID]()
	for _, reference := range object.GetOwnerReferences() {
		same := func(other metav1.OwnerReference) bool { return equality.Semantic.DeepEqual(other, reference) }
		if seen.Has(reference.UID) && slices.ContainsFunc(kept, same) {
			twice = append(twice, string(reference.UID))
			continue
		}
		seen.Insert(reference.UID)
		kept = append(kept, reference)
	}
	if len(twice) > 0 {
		c.AddWarning("", fmt.Sprintf(".metadata.ownerReferences contains duplicate entries%s; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: %v", when, strings.Join(twice, ", ")))
		object.SetOwnerReferences(kept)
	}
}

// refuse turns what the server returns into the answer.
func (c *call) refuse(err error) {
	c.answer.Errors = append(c.answer.Errors, c.mistakes(err)...)
	c.answer.Status = err.Error()
	c.answer.Reason = string(apierrors.ReasonForError(err))
}

func (c *call) mistakes(err error) []Mistake {
	var decoding *decodingError
	if errors.As(err, &decoding) {
		return c.decodingMistakes(decoding)
	}
	var without noKind
	if errors.As(err, &without) {
		return without
	}
	var noMatch *meta.NoKindMatchError
	if errors.As(err, &noMatch) {
		return []Mistake{{Type: "NotFound", Field: "apiVersion", Value: c.kind.GroupVersion().String(), Detail: err.Error(), Message: err.Error()}}
	}
	status, is := err.(apierrors.APIStatus)
	if !is {
		return []Mistake{{Type: "InternalError", Detail: err.Error(), Message: err.Error()}}
	}
	if details := status.Status().Details; details != nil && len(details.Causes) > 0 && status.Status().Reason == metav1.StatusReasonInvalid {
		if saysTheSame(lastInvalid, details.Causes) {
			return fieldMistakes(lastInvalid)
		}
		var all []Mistake
		for _, cause := range details.Causes {
			if cause.Field == "" {
				all = append(all, Mistake{Type: "Forbidden", Detail: cause.Message, Message: cause.Message})
				continue
			}
			all = append(all, Mistake{Type: string(cause.Type), Field: cause.Field, Detail: cause.Message, Message: cause.Field + ": " + cause.Message})
		}
		return all
	}
	kind := string(status.Status().Reason)
	if kind == "" {
		kind = "InternalError"
	}
	return []Mistake{{Type: kind, Field: "", Detail: detailOf(status.Status()), Message: err.Error()}}
}

func saysTheSame(list field.ErrorList, causes []metav1.StatusCause) bool {
	return slices.EqualFunc(list, causes, func(one *field.Error, cause metav1.StatusCause) bool {
		return one.Field == cause.Field && one.ErrorBody() == cause.Message
	})
}

// detailOf leaves out `pods "x" is forbidden: `.
func detailOf(status metav1.Status) string {
	if _, detail, found := strings.Cut(status.Message, " is forbidden: "); found && status.Reason == metav1.StatusReasonForbidden {
		return detail
	}
	return status.Message
}

// lastInvalid is what errors.NewInvalid was called with last: its status has no values.
var lastInvalid field.ErrorList

func init() {
	// kubeadm, kind and the clouds start their servers with --allow-privileged.
	capabilities.Setup(true, 0)
	// Every object gets an identity: a call for random numbers for each is dear in WebAssembly.
	uuid.EnableRandPool()
	apierrors.InvalidHook = func(list field.ErrorList) { lastInvalid = list }
}

func fieldMistakes(list field.ErrorList) []Mistake {
	var all []Mistake
	seen := map[string]bool{}
	for _, one := range list {
		// The server's message says each sentence once.
		if message := one.Error(); !seen[message] {
			seen[message] = true
			all = append(all, Mistake{Type: string(one.Type), Field: one.Field, Value: plain(one.BadValue), Detail: one.Detail, Message: message})
		}
	}
	return all
}

// plain is a value that JSON can say, and not a whole pod.
func plain(value any) any {
	if value == nil {
		return nil
	}
	text, err := json.Marshal(value)
	if err != nil || len(text) > 4096 {
		said := fmt.Sprint(value)
		return said[:min(len(said), 1024)]
	}
	return json.RawMessage(text)
}

var quoted = regexp.MustCompile(`^(?:unknown|duplicate) field "(.*)"$`)

func (c *call) decodingMistakes(decoding *decodingError) []Mistake {
	var all []Mistake
	for _, one := range decoding.errors {
		mistake := Mistake{Type: "Decode", Detail: one.Error(), Message: one.Error()}
		if decoding.strict {
			mistake.Type = "StrictDecodingError"
			if found := quoted.FindStringSubmatch(one.Error()); found != nil {
				mistake.Field = found[1]
			}
		} else {
			mistake.Field, mistake.Value = c.locate(one)
		}
		all = append(all, mistake)
	}
	return all
}
