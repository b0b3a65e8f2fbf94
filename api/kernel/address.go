package kernel

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"kebang/internal/fault"
)

// ParseProxies reads the addresses of the reverse proxies in front: single ones and ranges, separated by commas. Only
// their statement about the client's address is trusted.
func ParseProxies(text string) ([]*net.IPNet, error) {
	var out []*net.IPNet
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		p, err := netip.ParsePrefix(part)
		if err != nil {
			a, failed := netip.ParseAddr(part)
			if failed != nil {
				return nil, fault.Of(fault.Invalid, fault.T("proxy-address",
					"--proxy（环境变量 KEBANG_PROXY）里的“%s”不是网络地址：请写明前面代理的地址，例如 127.0.0.1 或 172.31.87.0/24，多个用逗号分开。",
					"“%s” in --proxy (environment KEBANG_PROXY) is no network address: name the addresses of the "+
						"proxies in front, such as 127.0.0.1 or 172.31.87.0/24, parted by commas."), part)
			}
			p = netip.PrefixFrom(a, a.BitLen())
		}
		if p.Bits() == 0 {
			return nil, fault.Of(fault.Invalid, fault.T("proxy-everybody",
				"--proxy 不能写成全部地址：那样任何人都能自报来访地址。请只写代理的地址。",
				"--proxy cannot be all addresses: anybody could then choose his own. Name the addresses of the "+
					"proxies only."))
		}
		p = p.Masked()
		out = append(out, &net.IPNet{IP: p.Addr().AsSlice(), Mask: net.CIDRMask(p.Bits(), p.Addr().BitLen())})
	}
	return out, nil
}

// addressBy gives the address of the client: the other end of the connection, unless that is a proxy. Echo by itself
// would trust every private address, and a government network is private.
func addressBy(proxies []*net.IPNet) echo.IPExtractor {
	if len(proxies) == 0 {
		return echo.ExtractIPDirect()
	}
	trust := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, p := range proxies {
		trust = append(trust, echo.TrustIPRange(p))
	}
	return echo.ExtractIPFromXFFHeader(trust...)
}

// counted is the part of an address that limits count: all of IPv4, and the /64 of IPv6. One line of IPv6 has any
// number of addresses within it.
func counted(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	if a = a.Unmap().WithZone(""); a.Is4() {
		return a.String()
	}
	p, err := a.Prefix(64)
	if err != nil {
		return address
	}
	return p.String()
}

var errForeign = fault.Of(fault.Forbidden, fault.T("foreign-origin",
	"这个请求来自别的网站，已拒绝：请在本站的页面中操作。管理员：通过代理访问时请把公开地址写入 --public-url。",
	"This request comes from another site and is refused: please work in the pages of this site. Administrators: "+
		"behind a proxy give the public address in --public-url."))

// ownOrigin refuses requests that a page of another site makes a browser send. SameSite withholds the cookie from other
// sites, but not from sibling hosts of the same domain. Programs send none of these headers.
func ownOrigin(r *http.Request, public string) error {
	if slices.Contains([]string{http.MethodGet, http.MethodHead, http.MethodOptions}, r.Method) {
		return nil
	}
	if site := r.Header.Get("Sec-Fetch-Site"); site == "cross-site" || site == "same-site" {
		return errForeign
	}
	origin := r.Header.Get("Origin")
	if origin == "" {
		return nil
	}
	_, host, ok := strings.Cut(origin, "://")
	if ok && (strings.EqualFold(host, r.Host) || strings.EqualFold(origin, public)) {
		return nil
	}
	return errForeign
}

// named refuses a body without a content type, because browsers send such bodies for pages of other sites.
func named(r *http.Request) error {
	if r.ContentLength == 0 || r.Body == nil || r.Body == http.NoBody || r.Method == http.MethodGet ||
		r.Header.Get("Content-Type") != "" {
		return nil
	}
	return NewProblem(http.StatusUnsupportedMediaType)
}
