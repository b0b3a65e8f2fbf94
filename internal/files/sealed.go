package files

import (
	"context"
	"io"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/seal"
	"kebang/internal/store"
)

// Seal is what a sealed file needs to be opened. Its bytes are stored sealed, and size and hash are those of the sealed
// bytes.
type Seal struct {
	Kind   string `json:"kind"` // of the record that it was uploaded for
	Record string `json:"record"`
	Head   []byte `json:"head"`          // holds the key of the bytes, sealed
	Name   []byte `json:"name"`          // sealed; File.Name is a general one until the opening
	Key    []byte `json:"key,omitempty"` // of the bytes, from the opening on
}

// Sealer is implemented by the package of a kind of records with sealed files.
type Sealer interface {
	// SealsFor are the pairs to which a file of the record is sealed. It refuses an actor who may not add one.
	SealsFor(tx store.Tx, a actor.Actor, record string) ([]seal.Pair, error)
	// Unsealer is the pair with which the actor opens a sealed file of the record, and its keys; fault.NotFound for
	// everybody who may not.
	Unsealer(tx store.Tx, a actor.Actor, record string) (seal.Pair, *seal.Keeper, error)
}

// SealedFor reports whether the file was sealed for a record.
func (f *File) SealedFor(kind, record string) bool {
	return f.Seal != nil && f.Seal.Kind == kind && f.Seal.Record == record
}

// SealedName is the name of a sealed file in its record.
const SealedName = "密封附件"

// PutSealed is Put for a file of a sealed record: bytes and name are sealed before anything is stored.
func (s *Service) PutSealed(ctx context.Context, a actor.Actor, kind, record, name string, size int64,
	content io.ReadSeeker) (File, string, error) {
	t, err := typeOf(content, size, AttachmentFile)
	if err != nil {
		return File{}, "", err
	}
	of, ok := s.kinds[kind].(Sealer)
	if !ok {
		return File{}, "", fault.Absent()
	}
	to, err := store.Read(ctx, s.db, func(tx store.Tx) ([]seal.Pair, error) { return of.SealsFor(tx, a, record) })
	if err != nil {
		return File{}, "", err
	}
	name = cleanName(name, t)
	sealedName, err := seal.Seal([]byte(name), to...)
	if err != nil {
		return File{}, "", err
	}
	sealed, err := seal.Reader(content, to...)
	if err != nil {
		return File{}, "", err
	}
	head, all, err := seal.Header(sealed)
	if err != nil {
		return File{}, "", err
	}
	b, err := s.db.Blobs().Put(ctx, all)
	if err != nil {
		return File{}, "", err
	}
	f := File{Meta: store.Meta{ID: id.New(), Market: a.Market}, Name: SealedName + endings[t], Purpose: AttachmentFile,
		Blob: b.ID, Size: b.Size, Type: t, Uploader: a.Person, UploaderName: a.PersonName, Org: a.Org,
		CreatedAt: s.ms(),
		Seal:      &Seal{Kind: kind, Record: record, Head: head, Name: sealedName}}
	return f, name, s.insert(ctx, f)
}

// Unseal gives the key of a sealed file away, in the transaction of the opening. With it the file opens to the readers
// of its record, and to nobody else. The key opens this file only.
func Unseal(tx store.Tx, market, id string, k *seal.Keeper, with seal.Pair) (File, error) {
	f, err := Files.Get(tx, market, id)
	if err != nil || f.Seal == nil || f.Seal.Key != nil {
		return f, err
	}
	x := *f.Seal
	if x.Key, err = k.StreamKey(x.Head, with); err != nil {
		return f, err
	}
	name, err := k.Open(x.Name, with)
	if err != nil {
		return f, err
	}
	f.Name, f.Seal = string(name), &x
	return f, Files.Update(tx, &f)
}

// streamKey is the key with which the actor opens a sealed file, and the name to show him.
func (s *Service) streamKey(tx store.Tx, a actor.Actor, f *File) (key []byte, name string, err error) {
	if f.Seal.Key != nil && (a.Role == actor.System || s.readable(tx, a, f) == nil) {
		return f.Seal.Key, f.Name, nil
	}
	of, ok := s.kinds[f.Seal.Kind].(Sealer)
	if !ok {
		return nil, "", fault.Absent()
	}
	with, k, err := of.Unsealer(tx, a, f.Seal.Record)
	if err != nil {
		return nil, "", err
	}
	if key, err = k.StreamKey(f.Seal.Head, with); err != nil {
		return nil, "", err
	}
	plain, err := k.Open(f.Seal.Name, with)
	return key, string(plain), err
}

// nopCloser is content in memory.
type nopCloser struct{ io.ReadSeeker }

func (nopCloser) Close() error { return nil }
