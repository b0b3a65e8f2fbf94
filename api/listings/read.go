package listings

import (
	"cmp"
	"context"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/disclosure"
	"kebang/internal/fault"
	"kebang/internal/listing"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// read gives one listing of a market or, without a market, of the one that publishes it. Both sides of a deal in talks,
// and its broker, read each other's protected fields.
func (d desk[C]) read(ctx context.Context, a actor.Actor, market, id string) (listing.View[C], error) {
	if market != "" && market != a.Market {
		return d.svc.Get(ctx, a, market, id)
	}
	v, err := d.svc.Get(ctx, a, a.Market, id)
	if err == nil && v.Level >= disclosure.Protected || err != nil && !fault.Is(err, fault.NotFound) {
		return v, err
	}
	open, failed := d.talks.Opens(ctx, a, d.svc.Kind(), id)
	switch {
	case failed != nil:
		return v, failed
	case open:
		return d.svc.GetAs(ctx, a, id, disclosure.Protected)
	case err != nil && market == "":
		return d.svc.Anywhere(ctx, a, id)
	}
	return v, err
}

// changed makes the answer of a change: the listing cut for its reader.
func (d desk[C]) changed(a actor.Actor, l listing.Listing[C], err error) (*kernel.Tagged[ListingView[C]], error) {
	if err != nil {
		return nil, err
	}
	level, _ := listing.LevelFor(a, &l)
	return kernel.Tag(l.Rev, viewListing(d.svc.Kind(), a, d.svc.ReadAs(a, l, level))), nil
}

// find answers a plain list from the records and a text search from the index.
func (d desk[C]) find(ctx context.Context, a actor.Actor, in listingQuery) (page store.Page[listing.View[C]],
	total int64, err error) {
	if !in.fromIndex() {
		f := in.filter()
		f.Text = in.Q
		return d.svc.List(ctx, a, f)
	}
	if err := in.Only("-relevance", vocab.Noun("检索和按成熟度、方式、金额筛选的结果，最相关的在前", "nearest first")); err != nil {
		return page, 0, err
	}
	offset, err := store.Offset(in.Cursor)
	if err != nil {
		return page, 0, err
	}
	q := in.search(d.svc.Kind())
	q.Offset, q.Limit = offset, in.Limit
	found, err := d.search.Search(ctx, a, q)
	if err != nil {
		return page, 0, err
	}
	page.Items, err = d.svc.Many(ctx, a, cmp.Or(in.Market, a.Market), found.IDs)
	if offset+in.Limit < found.Total {
		page.Next = store.OffsetCursor(offset + in.Limit)
	}
	return page, int64(found.Total), err
}
