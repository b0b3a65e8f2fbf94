package main

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"

	"kebang/api/kernel"
	"kebang/internal/fault"
	"kebang/internal/watch"
)

// storeName and indexName are the engines as metrics and traces name them.
func (at place) storeName() string {
	if at.mongo != "" {
		return "mongo"
	}
	return "sqlite"
}

func (at place) indexName() string {
	if at.meili != "" {
		return "meili"
	}
	return "local"
}

// pinger is an engine that can tell whether it is there.
type pinger interface {
	Ping(ctx context.Context) error
}

// leastFree is how much room the disk of the data folder has to have, in bytes: a few uploads and the write-ahead log.
const leastFree = 64 << 20

// health makes the answers of /healthz and /readyz. Started tells whether requests are let in.
func (a *app) health(started func() bool) *watch.Health {
	own := a.at.indexName() == "local" // an index in this process is no other one's trouble
	return watch.NewHealth(
		watch.Check{Name: "started", Needed: true, Look: func(context.Context) error {
			if !started() {
				return fault.Of(fault.Unavailable, fault.T("starting",
					"科榜正在启动，请稍候。", "Kebang is starting; one moment."))
			}
			return nil
		}},
		watch.Check{Name: "store", Needed: true, Look: func(ctx context.Context) error {
			if p, ok := a.engine.(pinger); ok {
				return p.Ping(ctx)
			}
			return nil
		}},
		watch.Check{Name: "clock", Look: a.clockRight},
		watch.Check{Name: "seals", Look: func(ctx context.Context) error {
			if missing, err := a.challenges.SealsMissing(ctx); err == nil {
				return missing
			}
			return nil // the store has a check of its own
		}},
		watch.Check{Name: "disk", Look: func(context.Context) error {
			if n, known := freeBytes(a.at.dir); known && n < a.leastFree {
				return fault.Of(fault.Unavailable, fault.T("disk-low",
					"数据文件夹所在的磁盘只剩 %d MB，写入会失败：请清理或扩大磁盘。",
					"The disk of the data folder has only %d MB left and writes will fail: free or add space."), n>>20)
			}
			return nil
		}},
		watch.Check{Name: "backup", Look: func(ctx context.Context) error {
			if s, err := a.backup.BackupStatus(ctx); err == nil {
				return s.Problem()
			}
			return nil // the store has a check of its own
		}},
		watch.Check{Name: "index", Look: a.matches.PingIndex},
		watch.Check{Name: "filling", Needed: own, Look: func(context.Context) error {
			if a.matches.Condition().Filling {
				return fault.Of(fault.Unavailable, fault.T("index-filling",
					"正在根据记录建立检索索引，完成前搜索和匹配不可用。",
					"The index is being built from the records; search and matching wait for it."))
			}
			return nil
		}},
		watch.Check{Name: "corpus", Needed: own, Look: func(context.Context) error {
			if a.matches.Condition().Corpus == 0 {
				return fault.Of(fault.Unavailable, fault.T("corpus-missing",
					"词语统计（语料快照）尚未载入，完成前不能匹配。",
					"The word counts (corpus snapshot) are not loaded yet; matching waits for them."))
			}
			return nil
		}},
	)
}

// web is an HTTP server on a listener of its own.
type web struct {
	srv    *http.Server
	served chan error
}

func startWeb(ln net.Listener, h http.Handler) *web {
	w := &web{&http.Server{Handler: kernel.Paced(h), ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 64 << 10}, make(chan error, 1)}
	go func() { w.served <- w.srv.Serve(ln) }()
	return w
}

// wait serves until the context ends, then lets open requests finish.
func (w *web) wait(ctx context.Context) error {
	var err error
	select {
	case err = <-w.served:
	case <-ctx.Done():
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 15*time.Second)
		err = w.srv.Shutdown(end)
		cancel()
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// listen takes an address or says which flag chooses another one.
func listen(addr, flag string) (net.Listener, error) {
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fault.Cause(err, fault.Unavailable, fault.T("address-taken",
			"不能在 %s 上监听：地址被占用或无权使用。请用 %s 换一个。",
			"Cannot listen on %s: the address is taken or not allowed. Choose another with %s."), addr, flag)
	}
	return ln, nil
}

// exposeMetrics serves /metrics and the health answers on an address of their own; an empty one serves nothing. The
// figures tell how much a market does and on what it runs, so they never stand on the public port.
func (a *app) exposeMetrics(addr string, health *watch.Health) (stop func(), err error) {
	if addr == "" {
		return func() {}, nil
	}
	ln, err := listen(addr, "--metrics-addr")
	if err != nil {
		return nil, err
	}
	a.watch.Read(watch.Sources{Backlog: a.worker.Backlog, Index: a.matches.IndexStatus, Condition: a.matches.Condition,
		Health: health})
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", a.watch.Metrics())
	mux.Handle("GET "+watch.AlivePath, health)
	mux.Handle("GET "+watch.ReadyPath, health)
	w := startWeb(ln, mux)
	a.log.Info("metrics are served", "address", ln.Addr().String())
	return func() { _ = w.srv.Close() }, nil
}
