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

// ParseProxies reads the addresses of the reverse proxies in front: single ones and ranges, parted by commas. Only what
// comes from one of them is believed when it says for whom it asks.
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
					"“%s” in --proxy (environment KEBANG_PROXY) is no network address: name the addresses of the proxies in front, such as 127.0.0.1 or 172.31.87.0/24, parted by commas."), part)
			}
			p = netip.PrefixFrom(a, a.BitLen())
		}
		if p.Bits() == 0 {
			return nil, fault.Of(fault.Invalid, fault.T("proxy-everybody",
				"--proxy 不能写成全部地址：那样任何人都能自报来访地址。请只写代理的地址。",
				"--proxy cannot be all addresses: anybody could then choose his own. Name the addresses of the proxies only."))
		}
		p = p.Masked()
		out = append(out, &net.IPNet{IP: p.Addr().AsSlice(), Mask: net.CIDRMask(p.Bits(), p.Addr().BitLen())})
	}
	return out, nil
}

// addressBy tells who asks: the other end of the connection, unless it is one of the proxies. Echo would believe every
// private address by itself, and a government network is private.
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

// counted is the part of an address that limits count: all of IPv4, and the /64 of IPv6, of which one line has as many
// addresses as it likes.
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
	"This request comes from another site and is refused: please work in the pages of this site. Administrators: behind a proxy give the public address in --public-url."))

// ownOrigin refuses what a page of another site has a browser send. SameSite keeps the cookie back from other sites,
// but not from sibling hosts of the same domain. Programs send none of these headers.
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

// named refuses a body that does not say what it is: browsers send such ones for pages of other sites.
func named(r *http.Request) error {
	if r.ContentLength == 0 || r.Body == nil || r.Body == http.NoBody || r.Method == http.MethodGet ||
		r.Header.Get("Content-Type") != "" {
		return nil
	}
	return NewProblem(http.StatusUnsupportedMediaType)
}
