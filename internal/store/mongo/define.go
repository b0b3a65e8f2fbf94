package mongo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/store/engine"
	"kebang/internal/vocab"
)

// Prefixes of the names of the indexes that this package makes and drops. Other indexes are an administrator's own and
// stay.
const (
	baseIndex    = "market_id"
	allIndex     = "id_market" // pages through all markets, in the order of the ids
	orderPrefix  = "i"
	setPrefix    = "s"
	uniquePrefix = "u"
)

// table is one collection.
type table struct {
	spec store.Spec
	coll *driver.Collection
}

// declaration is the database's knowledge of a collection: its shape, the types of its fields, and the declaration of
// the last extraction of index values.
type declaration struct {
	Name    string         `bson:"_id"`
	Shape   int            `bson:"shape"`
	Types   map[string]int `bson:"types"`
	Applied string         `bson:"applied"`
}

// Define implements store.Engine. Several processes may run it at once, and it may be interrupted: every step can be
// repeated. When the fields or the shape of a collection changed, the index values are extracted again before the
// unique keys are made. Processes of the older version must have ended by then.
func (s *Store) Define(ctx context.Context, specs []store.Spec) error {
	if err := s.whole(ctx); err != nil {
		return err
	}
	for _, spec := range specs {
		if err := spec.Check(); err != nil {
			return err
		}
		tab := &table{spec: spec, coll: s.db.Collection(spec.Name)}
		if err := s.define(ctx, tab); err != nil {
			return failure(ctx, err)
		}
		s.tables.Add(map[string]*table{spec.Name: tab})
	}
	return nil
}

func (s *Store) define(ctx context.Context, tab *table) error {
	meta := s.db.Collection(metaName)
	was := declaration{Name: tab.spec.Name, Types: map[string]int{}}
	err := meta.FindOne(ctx, is("_id", tab.spec.Name)).Decode(&was)
	known := err == nil
	if err != nil && !errors.Is(err, driver.ErrNoDocuments) {
		return err
	}
	if was.Shape > tab.spec.Shape {
		return fault.Of(fault.Invalid, store.Newer, vocab.Noun("数据库", "The database"), tab.spec.Name)
	}
	now := declaration{Name: tab.spec.Name, Shape: tab.spec.Shape, Types: was.Types, Applied: was.Applied}
	for _, f := range tab.spec.Fields {
		if typ, ok := was.Types[f.Name]; ok && typ != int(f.Type) {
			return store.Misuse("%s: field %s changed its type; give the new one a new name", tab.spec.Name, f.Name)
		}
		now.Types[f.Name] = int(f.Type)
	}
	signature, err := json.Marshal([]any{tab.spec.Shape, tab.spec.Fields})
	if err != nil {
		return fmt.Errorf("fields of %s: %w", tab.spec.Name, err)
	}
	changed := was.Applied != string(signature)
	// announced before the first document of the changed form, so that an older program refuses from now on
	if changed {
		if err := remember(ctx, meta, now); err != nil {
			return err
		}
	}
	have, err := tab.existing(ctx, known)
	if err != nil {
		return err
	}
	plain, unique := tab.indexes()
	if err := tab.make(ctx, have, plain); err != nil {
		return err
	}
	if known && changed {
		// an undeclared key must not stop the extraction
		if err := tab.drop(ctx, have, slices.Concat(plain, unique)); err != nil {
			return err
		}
		if err := tab.extract(ctx); err != nil {
			return err
		}
	}
	if err := tab.make(ctx, have, unique); err != nil {
		return err
	}
	if err := tab.drop(ctx, have, slices.Concat(plain, unique)); err != nil || !changed {
		return err
	}
	now.Applied = string(signature)
	return remember(ctx, meta, now)
}

func remember(ctx context.Context, meta *driver.Collection, d declaration) error {
	_, err := meta.ReplaceOne(ctx, is("_id", d.Name), d, options.Replace().SetUpsert(true))
	return err
}

// existing lists the names of the indexes. It makes a missing collection, because a transaction on a sharded cluster
// cannot.
func (tab *table) existing(ctx context.Context, known bool) (map[string]bool, error) {
	if !known {
		var taken driver.CommandError
		err := tab.coll.Database().CreateCollection(ctx, tab.spec.Name)
		if err != nil && (!errors.As(err, &taken) || taken.Code != 48) { // NamespaceExists
			return nil, err
		}
	}
	specs, err := tab.coll.Indexes().ListSpecifications(ctx)
	if err != nil {
		return nil, err
	}
	have := map[string]bool{}
	for _, s := range specs {
		have[s.Name] = true
	}
	return have, nil
}

func nameOf(prefix string, fields []string) string { return prefix + "_" + strings.Join(fields, "__") }

type index struct {
	name  string
	model driver.IndexModel
}

// indexes are all indexes of the declaration. The market comes first in each, and the id, the last sort key, last in
// those with an order. Unique keys leave out documents in which one of their values is absent.
func (tab *table) indexes() (plain, unique []index) {
	add := func(name string, fields []string, tail bool, o *options.IndexOptionsBuilder) index {
		keys := is("market", 1)
		for _, f := range fields {
			keys = append(keys, bson.E{Key: engine.Column(f), Value: 1})
		}
		if tail && !slices.Contains(fields, store.IDField) {
			keys = append(keys, bson.E{Key: "id", Value: 1})
		}
		return index{name, driver.IndexModel{Keys: keys, Options: o.SetName(name)}}
	}
	plain = append(plain, add(baseIndex, nil, true, options.Index()),
		index{allIndex, driver.IndexModel{Keys: bson.D{{Key: "id", Value: 1}, {Key: "market", Value: 1}},
			Options: options.Index().SetName(allIndex)}})
	for _, key := range tab.spec.Indexes {
		plain = append(plain, add(nameOf(orderPrefix, key), key, true, options.Index()))
	}
	for _, f := range tab.spec.Fields {
		if f.Type == store.Set {
			plain = append(plain, add(nameOf(setPrefix, []string{f.Name}), []string{f.Name}, true, options.Index()))
		}
	}
	for _, key := range tab.spec.Unique {
		present := bson.D{}
		for _, f := range key {
			present = append(present, bson.E{Key: engine.Column(f), Value: is("$exists", true)})
		}
		unique = append(unique, add(nameOf(uniquePrefix, key), key, false,
			options.Index().SetUnique(true).SetPartialFilterExpression(present)))
	}
	return plain, unique
}

func (tab *table) make(ctx context.Context, have map[string]bool, want []index) error {
	for _, i := range want {
		if have[i.name] {
			continue
		}
		if _, err := tab.coll.Indexes().CreateOne(ctx, i.model); err != nil {
			if driver.IsDuplicateKeyError(err) {
				return fault.Cause(err, fault.Conflict, store.DuplicateStored, tab.spec.Name)
			}
			return err
		}
		have[i.name] = true
	}
	return nil
}

// drop removes the indexes and unique keys of this package that are no longer declared.
func (tab *table) drop(ctx context.Context, have map[string]bool, keep []index) error {
	for name := range have {
		prefix, _, ok := strings.Cut(name, "_")
		if !ok || !slices.Contains([]string{orderPrefix, setPrefix, uniquePrefix}, prefix) {
			continue
		}
		if slices.ContainsFunc(keep, func(i index) bool { return i.name == name }) {
			continue
		}
		if err := tab.coll.Indexes().DropOne(ctx, name); err != nil {
			return err
		}
		delete(have, name)
	}
	return nil
}
