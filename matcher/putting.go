package matcher

import (
	"context"
	"slices"
	"sync"
)

// filled is the number of documents that are put into the index at once. Postings of many cost less than of few.
const filled = 8 * batch

// putting puts documents of one kind into the index in its own goroutine, while the next ones are read.
type putting struct {
	ctx   context.Context
	kind  Kind
	ix    Index
	posts Posted // nil for an index without postings
	docs  []*Analysed
	open  []*shelfSection // sections with documents, still without postings
	work  chan func() error
	ended chan struct{}

	mu  sync.Mutex
	err error
}

func (s *Service) startPutting(ctx context.Context, kind Kind) *putting {
	p := &putting{ctx: ctx, kind: kind, ix: s.ix, work: make(chan func() error, 2), ended: make(chan struct{})}
	p.posts, _ = As[Posted](s.ix)
	go func() {
		defer close(p.ended)
		for fn := range p.work {
			if p.failed() != nil {
				continue
			}
			if err := fn(); err != nil {
				p.mu.Lock()
				p.err = err
				p.mu.Unlock()
			}
		}
	}()
	return p
}

func (p *putting) failed() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.err
}

// one queues a document without an entry.
func (p *putting) one(a *Analysed) {
	p.docs = append(p.docs, a)
	if len(p.docs) >= filled {
		p.flush()
	}
}

func (p *putting) flush() {
	docs := p.docs
	p.docs = nil
	if len(docs) > 0 {
		p.work <- func() error { return p.ix.Put(p.ctx, docs...) }
	}
}

// shelved queues a document until its section ends.
func (p *putting) shelved(a *Analysed, e *shelfEntry) {
	if p.posts == nil {
		p.one(a)
		return
	}
	if n := len(p.open); n == 0 || p.open[n-1] != e.section {
		p.open = append(p.open, e.section)
	}
	e.section.put(e.at, a)
}

// section puts the documents of a section, all of which were shelved before.
func (p *putting) section(x *shelfSection) {
	i := slices.Index(p.open, x)
	if i < 0 {
		return
	}
	p.open = slices.Delete(p.open, i, i+1)
	for len(x.docs) < len(x.sums)/shelfSum {
		x.docs = append(x.docs, nil)
	}
	p.work <- func() error {
		ok, err := p.posts.PutPosted(p.ctx, p.kind, x.docs, x.postings)
		if ok || err != nil {
			return err
		}
		return p.ix.Put(p.ctx, x.living()...)
	}
}

// living are the documents made from the entries.
func (x *shelfSection) living() []*Analysed {
	return slices.DeleteFunc(x.docs, func(a *Analysed) bool { return a == nil })
}

// end puts the remaining documents and waits.
func (p *putting) end() error {
	for _, x := range p.open { // the file ended before their postings
		for _, a := range x.living() {
			p.one(a)
		}
	}
	p.flush()
	close(p.work)
	<-p.ended
	return p.failed()
}
