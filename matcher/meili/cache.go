package meili

import (
	"container/list"
	"sync"
	"time"

	"kebang/matcher"
)

// trusted is the time for which an unchanged document counts as unchanged without another question to the server. A
// change by this process is seen at once, one by another process at the latest after this time.
const trusted = time.Second

// cache keeps the documents of the last uses, analysed. An entry is used only while the server names the same
// fingerprint for it.
type cache struct {
	mu    sync.Mutex
	max   int
	trust time.Duration // see trusted
	order list.List     // of *entry, the last used first
	byKey map[cacheKey]*list.Element
}

type cacheKey struct {
	kind matcher.Kind
	key  string
}

type entry struct {
	at   cacheKey
	sum  string
	doc  *matcher.Analysed
	seen time.Time
}

func newCache(n int) *cache {
	return &cache{max: n, trust: trusted, byKey: map[cacheKey]*list.Element{}}
}

// get gives a document with this fingerprint.
func (c *cache) get(kind matcher.Kind, key, sum string) *matcher.Analysed {
	c.mu.Lock()
	defer c.mu.Unlock()
	el := c.byKey[cacheKey{kind, key}]
	if el == nil || el.Value.(*entry).sum != sum {
		return nil
	}
	e := el.Value.(*entry)
	e.seen = time.Now()
	c.order.MoveToFront(el)
	return e.doc
}

// fresh gives a document whose fingerprint the server has named within trusted.
func (c *cache) fresh(kind matcher.Kind, key string) *matcher.Analysed {
	c.mu.Lock()
	defer c.mu.Unlock()
	el := c.byKey[cacheKey{kind, key}]
	if el == nil || time.Since(el.Value.(*entry).seen) > c.trust {
		return nil
	}
	c.order.MoveToFront(el)
	return el.Value.(*entry).doc
}

func (c *cache) put(kind matcher.Kind, key, sum string, d *matcher.Analysed) {
	c.mu.Lock()
	defer c.mu.Unlock()
	at := cacheKey{kind, key}
	if el := c.byKey[at]; el != nil {
		*el.Value.(*entry) = entry{at, sum, d, time.Now()}
		c.order.MoveToFront(el)
		return
	}
	c.byKey[at] = c.order.PushFront(&entry{at, sum, d, time.Now()})
	for c.order.Len() > c.max {
		last := c.order.Back()
		delete(c.byKey, last.Value.(*entry).at)
		c.order.Remove(last)
	}
}

func (c *cache) drop(kind matcher.Kind, key string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if el := c.byKey[cacheKey{kind, key}]; el != nil {
		delete(c.byKey, cacheKey{kind, key})
		c.order.Remove(el)
	}
}

func (c *cache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.order.Init()
	clear(c.byKey)
}
