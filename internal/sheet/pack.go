package sheet

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// pack is an open package of parts: an .xlsx or a .docx (ECMA-376 part 2). Its parts are read as a stream of XML tokens
// through a counter of unpacked bytes. A zip bomb therefore costs at most the limit, even with false sizes in its
// directory.
type pack struct {
	b     *builder
	parts map[string]*zip.File // by lower-case name without a leading slash
}

// openZip opens a zip with a directory of permitted size.
func openZip(r io.ReaderAt, size int64, b *builder) (*zip.Reader, error) {
	if err := fewEntries(r, size); err != nil {
		return nil, err
	}
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, damaged(err)
	}
	if len(z.File) > maxParts {
		return nil, bomb()
	}
	var declared uint64
	for _, f := range z.File {
		if f.UncompressedSize64 > uint64(b.limits.Unpacked) {
			return nil, bomb()
		}
		if declared += f.UncompressedSize64; declared > uint64(b.limits.Unpacked) {
			return nil, bomb()
		}
	}
	return z, nil
}

// fewEntries refuses a directory of far too many entries before the library makes a record of each. Packed data may
// contain the mark of an entry by chance, but seldom do.
func fewEntries(r io.ReaderAt, size int64) error {
	mark, seen := [4]byte{'P', 'K', 1, 2}, 0
	buf := make([]byte, 64<<10)
	for at, matched := int64(0), 0; at < size; {
		n, err := r.ReadAt(buf[:min(int64(len(buf)), size-at)], at)
		if n == 0 {
			return damaged(err)
		}
		for _, c := range buf[:n] {
			switch c {
			case mark[matched]:
				if matched++; matched == len(mark) {
					if matched, seen = 0, seen+1; seen > 2*maxParts {
						return bomb()
					}
				}
			case mark[0]:
				matched = 1
			default:
				matched = 0
			}
		}
		at += int64(n)
	}
	return nil
}

func newPack(z *zip.Reader, b *builder) *pack {
	p := &pack{b: b, parts: map[string]*zip.File{}}
	for _, f := range z.File {
		p.parts[partKey(f.Name)] = f
	}
	return p
}

func partKey(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

func (p *pack) has(part string) bool { return p.parts[partKey(part)] != nil }

// main finds the main part through the relations of the package, because 金山 and others name it freely.
func (p *pack) main() (string, error) {
	rels, err := p.relations("_rels/.rels", "")
	if err != nil {
		return "", err
	}
	for _, r := range rels {
		if strings.HasSuffix(r.kind, "/officeDocument") && p.has(r.target) {
			return r.target, nil
		}
	}
	for _, usual := range []string{"xl/workbook.xml", "word/document.xml", "ppt/presentation.xml", "xl/workbook.bin"} {
		if p.has(usual) {
			return usual, nil
		}
	}
	return "", nil
}

// root is the local name of the first element of a part.
func (p *pack) root(part string) (string, error) {
	name, stop := "", errors.New("found")
	err := p.tokens(part, func(t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok {
			name = e.Name.Local
			return stop
		}
		return nil
	})
	if errors.Is(err, stop) {
		err = nil
	}
	return name, err
}

// counted stops when the unpacked bytes of all parts exceed the limit, or when the caller no longer waits.
type counted struct {
	r io.Reader
	b *builder
}

func (c counted) Read(p []byte) (int, error) {
	if err := c.b.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.r.Read(p)
	if c.b.spent.unpacked += int64(n); c.b.spent.unpacked > c.b.limits.Unpacked {
		return 0, bomb()
	}
	return n, err
}

// tokens reads a part; a missing part is empty.
func (p *pack) tokens(part string, fn func(xml.Token) error) error {
	f := p.parts[partKey(part)]
	if f == nil {
		return nil
	}
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	return p.b.tokens(counted{r, p.b}, fn)
}

type relation struct{ kind, target string }

// relations reads a part of relations by id. Targets are absolute, or relative to the folder of their part.
func (p *pack) relations(part, folder string) (map[string]relation, error) {
	rels := map[string]relation{}
	err := p.tokens(part, func(t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok || e.Name.Local != "Relationship" || attr(e, "TargetMode") == "External" || len(rels) >= maxParts {
			return nil
		}
		target := strings.ReplaceAll(attr(e, "Target"), `\`, "/")
		if strings.HasPrefix(target, "/") {
			target = path.Clean(target)[1:]
		} else {
			target = path.Join(folder, target)
		}
		rels[attr(e, "Id")] = relation{attr(e, "Type"), target}
		return nil
	})
	return rels, err
}

// relationsOf reads the relations of a part.
func (p *pack) relationsOf(part string) (map[string]relation, error) {
	folder, base := path.Split(part)
	return p.relations(folder+"_rels/"+base+".rels", path.Clean(folder))
}
