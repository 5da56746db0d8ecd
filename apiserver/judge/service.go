package main

import (
	"net"

	"k8s.io/apimachinery/pkg/runtime"
	utilnet "k8s.io/apimachinery/pkg/util/net"
	api "k8s.io/kubernetes/pkg/apis/core"
	"k8s.io/kubernetes/pkg/registry/core/service/ipallocator"
	"k8s.io/kubernetes/pkg/registry/core/service/portallocator"
	"k8s.io/kubernetes/pkg/registry/core/service/storage"
)

// The port range of a server that was given none.
var nodePorts = utilnet.PortRange{Base: 30000, Size: 2768}

// services is what the storage of Services does before it validates: it fills in families, addresses and node ports.
func services() *storage.REST {
	ports, err := portallocator.NewInMemory(nodePorts)
	if err != nil {
		panic(err)
	}
	return storage.NewREST(map[api.IPFamily]ipallocator.Interface{api.IPv4Protocol: &addresses{}}, ports)
}

func beginService(obj runtime.Object) error {
	return services().BeginCreate(obj.(*api.Service))
}

func beginServiceUpdate(obj, old runtime.Object) error {
	before := old.(*api.Service).Spec
	isHeadless := len(before.ClusterIPs) > 0 && before.ClusterIPs[0] == api.ClusterIPNone
	if !isHeadless && len(before.ClusterIPs) < len(before.IPFamilies) {
		// The allocators count on an address of each family, and no server holds one without.
		return beginService(obj)
	}
	return services().BeginUpdate(obj.(*api.Service), old.(*api.Service))
}

// addresses hands out any address: which are in the range of the cluster and free, only the cluster knows.
type addresses struct{ last byte }

var _ ipallocator.Interface = &addresses{}

func (a *addresses) AllocateNext() (net.IP, error) {
	a.last++
	return net.IPv4(10, 96, 0, 10+a.last), nil
}

func (a *addresses) Allocate(net.IP) error         { return nil }
func (a *addresses) Release(net.IP) error          { return nil }
func (a *addresses) ForEach(func(net.IP))          {}
func (a *addresses) IPFamily() api.IPFamily        { return api.IPv4Protocol }
func (a *addresses) Has(net.IP) bool               { return false }
func (a *addresses) DryRun() ipallocator.Interface { return a }
func (a *addresses) EnableMetrics()                {}
func (a *addresses) Destroy()                      {}
func (a *addresses) CIDR() net.IPNet {
	return net.IPNet{IP: net.IPv4(10, 96, 0, 0), Mask: net.CIDRMask(16, 32)}
}
