package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"time"

	"kebang/internal/fault"
	"kebang/internal/watch"
)

// runHealth asks a running server whether it is ready. It is the check of a container without a shell. Exit 0 when the
// server is ready or only degraded, else 1 (container engines reserve 2).
func runHealth(ctx context.Context, c *call) error {
	addr := c.flags.String("addr", env("KEBANG_ADDR", "127.0.0.1:8080"),
		"address of the server on this machine (environment KEBANG_ADDR)")
	all := c.flags.Bool("all", false, "a part that only degrades the service fails too")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	url, err := readyURL(*addr, *all)
	if err != nil {
		return err
	}
	report, ok, err := askReady(ctx, url)
	if err != nil {
		fmt.Fprintln(c.err, "kebang: "+sentence(err))
		return errRefused
	}
	fmt.Fprintln(c.out, report.Status)
	for _, p := range report.Parts {
		if !p.OK {
			fmt.Fprintf(c.out, "%s %s %s\n", p.Name, p.Code, p.Detail)
		}
	}
	if !ok {
		return errRefused
	}
	return nil
}

func askReady(ctx context.Context, url string) (r watch.Report, ok bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return r, false, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return r, false, fault.Cause(err, fault.Unavailable, fault.T("no-answer",
			"科榜没有应答：请确认服务已启动，--addr 与服务的监听地址一致。",
			"Kebang does not answer: does it run, and is --addr the address it listens on?"))
	}
	defer res.Body.Close()
	if err := json.NewDecoder(res.Body).Decode(&r); err != nil {
		return r, false, fault.Cause(err, fault.Unavailable, fault.T("not-kebang",
			"这个地址上的应答不是科榜的：请检查 --addr。", "The answer at this address is not Kebang’s: check --addr."))
	}
	return r, res.StatusCode == http.StatusOK, nil
}

// readyURL is where a listening address is reached from the same machine.
func readyURL(addr string, all bool) (string, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return "", fault.Cause(err, fault.Invalid, fault.T("address",
			"地址应写成 主机:端口，例如 127.0.0.1:8080。", "Write an address as host:port, such as 127.0.0.1:8080."))
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	url := "http://" + net.JoinHostPort(host, port) + watch.ReadyPath
	if all {
		url += "?all"
	}
	return url, nil
}
