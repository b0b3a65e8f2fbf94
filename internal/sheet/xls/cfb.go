package xls

import (
	"encoding/binary"
	"errors"
	"unicode/utf16"
)

var errCFB = errors.New("broken compound file")

// compound reads the streams of a compound file ([MS-CFB]), the container of an .xls. The common library reserves
// memory by the sizes in a header, so this reader is our own. Its memory never grows beyond the file.
type compound struct {
	data      []byte
	sector    int // 512 or 4096
	fat, mini []uint32
	root      struct {
		start uint32
		size  int64
	}
	miniData []byte // the small streams, read on first use
}

const (
	maxSector  = 0xFFFFFFFA // values from here on are marks, not sectors
	miniSector = 64
	miniCutoff = 4096
	maxTables  = 8 << 20 // bytes of the directory and of the table of small streams: 65,536 entries
)

// Streams gives every stream of a compound file by its name. Of streams with one name in several folders the first one
// counts. A stream is read when its function is called.
func Streams(data []byte) (map[string]func() ([]byte, error), error) {
	if len(data) < 512 {
		return nil, errCFB
	}
	u16 := func(at int) int { return int(binary.LittleEndian.Uint16(data[at:])) }
	u32 := func(at int) uint32 { return binary.LittleEndian.Uint32(data[at:]) }
	shift := u16(30)
	if shift != 9 && shift != 12 {
		return nil, errCFB
	}
	c := &compound{data: data, sector: 1 << shift}
	sectors := len(data)/c.sector + 1

	// The list of FAT sectors has 109 entries in the header and the others in a chain.
	var list []uint32
	for i := range 109 {
		list = append(list, u32(76+4*i))
	}
	for next, n := u32(68), 0; next < maxSector && n < sectors; n++ {
		part := c.at(next)
		if len(part) < c.sector {
			return nil, errCFB
		}
		for i := 0; i < c.sector/4-1; i++ {
			list = append(list, binary.LittleEndian.Uint32(part[4*i:]))
		}
		next = binary.LittleEndian.Uint32(part[c.sector-4:])
	}
	for _, sn := range list {
		if sn >= maxSector {
			continue
		}
		if len(c.fat) > sectors { // enough for every sector of the file
			break
		}
		c.fat = append(c.fat, words(c.at(sn))...)
	}
	directory, err := c.table(u32(48))
	if err != nil {
		return nil, err
	}
	if raw, err := c.table(u32(60)); err == nil {
		c.mini = words(raw)
	}
	streams := map[string]func() ([]byte, error){}
	for at := 0; at+128 <= len(directory); at += 128 {
		entry := directory[at : at+128]
		start, size := binary.LittleEndian.Uint32(entry[116:]), int64(binary.LittleEndian.Uint32(entry[120:]))
		switch entry[66] {
		case 5: // the root holds the small streams
			c.root.start, c.root.size = start, size
		case 2:
			name := entryName(entry)
			if _, ok := streams[name]; ok {
				continue
			}
			streams[name] = func() ([]byte, error) {
				if size < miniCutoff {
					return c.small(start, size)
				}
				return c.chain(start, size)
			}
		}
	}
	return streams, nil
}

func entryName(entry []byte) string {
	n := min(int(binary.LittleEndian.Uint16(entry[64:])), 64)/2 - 1
	var units []uint16
	for i := range max(n, 0) {
		units = append(units, binary.LittleEndian.Uint16(entry[2*i:]))
	}
	return string(utf16.Decode(units))
}

func words(b []byte) []uint32 {
	out := make([]uint32, len(b)/4)
	for i := range out {
		out[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return out
}

// at gives a sector; at the end of a cut file it is shorter or empty.
func (c *compound) at(sn uint32) []byte {
	from := (int64(sn) + 1) * int64(c.sector)
	if from >= int64(len(c.data)) {
		return nil
	}
	return c.data[from:min(from+int64(c.sector), int64(len(c.data)))]
}

// table reads a chain of unknown length, up to maxTables bytes.
func (c *compound) table(sn uint32) ([]byte, error) {
	var out []byte
	for sn < maxSector && len(out) < maxTables {
		part, next, err := c.next(sn, len(out))
		if err != nil {
			return nil, err
		}
		out, sn = append(out, part...), next
	}
	return out, nil
}

// chain joins the sectors of a stream, up to size bytes.
func (c *compound) chain(sn uint32, size int64) ([]byte, error) {
	if size < 0 || size > int64(len(c.data)) {
		return nil, errCFB
	}
	out := make([]byte, 0, size+int64(c.sector))
	for sn < maxSector && int64(len(out)) < size {
		part, next, err := c.next(sn, len(out))
		if err != nil {
			return nil, err
		}
		out, sn = append(out, part...), next
	}
	return cut(out, size)
}

// next gives a sector and the number of the following one. A chain that runs in a circle or out of the file is broken.
func (c *compound) next(sn uint32, have int) ([]byte, uint32, error) {
	if int64(sn) >= int64(len(c.fat)) || have > len(c.data) {
		return nil, 0, errCFB
	}
	part := c.at(sn)
	if len(part) == 0 {
		return nil, 0, errCFB
	}
	return part, c.fat[sn], nil
}

func (c *compound) small(sn uint32, size int64) ([]byte, error) {
	if c.miniData == nil {
		var err error
		if c.miniData, err = c.chain(c.root.start, c.root.size); err != nil {
			return nil, err
		}
	}
	var out []byte
	for sn < maxSector && int64(len(out)) < size {
		from := int64(sn) * miniSector
		if int64(sn) >= int64(len(c.mini)) || from+miniSector > int64(len(c.miniData)) {
			return nil, errCFB
		}
		out, sn = append(out, c.miniData[from:from+miniSector]...), c.mini[sn]
	}
	return cut(out, size)
}

func cut(out []byte, size int64) ([]byte, error) {
	if int64(len(out)) < size {
		return nil, errCFB
	}
	return out[:size], nil
}
