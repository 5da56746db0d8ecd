package main

import (
	"encoding/json"
	"fmt"

	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/runtime"
	utiljson "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apimachinery/pkg/util/jsonmergepatch"
	"k8s.io/apimachinery/pkg/util/strategicpatch"
	"k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
)

// live is the object as the server would hold it after it was created from the text of before.
func (c *call) live(namespace string) (runtime.Object, error) {
	kind, err := kindOf(c.Old)
	if err != nil {
		return nil, err
	}
	then := &call{Request: c.Request, head: slowHeadOf(c.Old), builtin: c.builtin, kind: kind}
	then.Old = ""
	if then.kind.GroupKind() != c.kind.GroupKind() || (c.builtin.serving != nil && then.kind != c.kind) {
		return nil, errOther
	}
	if _, found := resourceOf(then.kind); c.builtin.serving == nil && found != served {
		return nil, errOther
	}
	then.context(namespace)
	obj, err := then.decode(c.Old, false)
	if err != nil {
		return nil, err
	}
	object, err := meta.Accessor(obj)
	if err != nil {
		return nil, err
	}
	name := object.GetName()
	if len(namespace) == 0 && c.builtin.name == "namespaces" {
		then.ctx = request.WithNamespace(then.ctx, name)
		namespace = name
	}
	rest.WipeObjectMetaSystemFields(object)
	object.SetManagedFields(nil)
	// What a server of today refuses, one of then may have taken: it is there.
	_ = then.mutate(then.attributes(obj, nil, namespace, name))
	_ = then.prepare(obj, object)
	_ = rest.BeforeCreate(then.builtin.create, then.ctx, obj)
	object.SetResourceVersion("1")
	return then.stored(obj)
}

// stored is the object as it comes back from a store: what is kept as raw JSON is written in one way only.
func (c *call) stored(obj runtime.Object) (runtime.Object, error) {
	versioned, err := c.versioned(obj)
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(versioned)
	if err != nil {
		return nil, err
	}
	var plain any
	if err := utiljson.Unmarshal(text, &plain); err != nil {
		return nil, err
	}
	if text, err = json.Marshal(plain); err != nil {
		return nil, err
	}
	return c.decode(string(text), false)
}

// versioned is the object as it is sent.
func (c *call) versioned(obj runtime.Object) (runtime.Object, error) {
	if c.builtin.serving != nil {
		return obj, nil
	}
	return legacyscheme.Scheme.ConvertToVersion(obj, c.kind.GroupVersion())
}

type notTheSame struct{}

func (notTheSame) Error() string { return "the object before is of another kind" }

var errOther = notTheSame{}

// update is what happens to the patch that kubectl apply makes of the text of before, the new one, and what is live.
func (c *call) update(obj, live runtime.Object, namespace string) error {
	merged, err := c.apply(live)
	if err != nil {
		return err
	}
	if merged != nil {
		obj = merged
	}
	object, err := meta.Accessor(obj)
	if err != nil {
		return err
	}
	object.SetManagedFields(nil)
	if object.GetResourceVersion() == "" {
		object.SetResourceVersion("1")
	}
	if c.builtin.update == nil {
		return nil
	}
	name := object.GetName()
	if len(namespace) == 0 && c.builtin.name == "namespaces" {
		c.ctx = request.WithNamespace(c.ctx, name)
		namespace = name
	}
	attributes := c.attributes(obj, live, namespace, name)
	if err := c.mutate(attributes); err != nil {
		return err
	}
	c.dedupOwnerReferences(object, " after mutating admission happens")
	if c.builtin.beginUpdate != nil {
		if err := c.builtin.beginUpdate(obj, live); err != nil {
			return err
		}
	}
	if err := rest.BeforeUpdate(c.builtin.update, c.ctx, obj, live); err != nil {
		return err
	}
	return c.admit(c.attributes(obj, live, namespace, name))
}

// apply is kubectl apply: the three-way patch, and what the server makes of it.
func (c *call) apply(live runtime.Object) (runtime.Object, error) {
	versioned, err := c.versioned(live)
	if err != nil {
		return nil, err
	}
	current, err := json.Marshal(versioned)
	if err != nil {
		return nil, err
	}
	if c.builtin.serving != nil {
		patch, err := jsonmergepatch.CreateThreeWayJSONMergePatch([]byte(c.Old), []byte(c.Object), current)
		if err != nil {
			return nil, nil
		}
		var before, change any
		if utiljson.Unmarshal(current, &before) != nil || utiljson.Unmarshal(patch, &change) != nil {
			return nil, nil
		}
		merged, err := json.Marshal(mergePatch(before, change))
		if err != nil {
			return nil, err
		}
		return c.decode(string(merged), false)
	}
	schema, err := strategicpatch.NewPatchMetaFromStruct(versioned)
	if err != nil {
		return nil, err
	}
	merged, err := c.merged(current, versioned, schema)
	if err != nil {
		return nil, nil // judged as it is written
	}
	return c.decode(string(merged), false)
}

// merged is an error where no patch can be made. kubectl dies of some of those, as of a null in a list.
func (c *call) merged(current []byte, versioned runtime.Object, schema strategicpatch.LookupPatchMeta) (merged []byte, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("%v", cause)
		}
	}()
	patch, err := strategicpatch.CreateThreeWayMergePatch([]byte(c.Old), []byte(c.Object), current, schema, true)
	if err != nil {
		return nil, err
	}
	return strategicpatch.StrategicMergePatch(current, patch, versioned)
}

// mergePatch is RFC 7386.
func mergePatch(before, change any) any {
	changes, is := change.(map[string]any)
	if !is {
		return change
	}
	merged, is := before.(map[string]any)
	if !is {
		merged = map[string]any{}
	}
	for key, value := range changes {
		if value == nil {
			delete(merged, key)
		} else {
			merged[key] = mergePatch(merged[key], value)
		}
	}
	return merged
}
