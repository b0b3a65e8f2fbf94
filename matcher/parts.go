package matcher

import (
	"encoding/json"
	"fmt"
	"strconv"
)

// Parts are the parts of a stored match. The stored form leaves out all that the weight table has: ["text",0.412,2], or
// ["mode",0.2] for an unknown part. A market holds hundreds of thousands of them, and a rematch writes them all.
type Parts []Part

// MarshalJSON gives the stored form.
func (ps Parts) MarshalJSON() ([]byte, error) {
	b := append(make([]byte, 0, 24*len(ps)+2), '[')
	for i := range ps {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '[')
		b = strconv.AppendQuote(b, ps[i].Name)
		if ps[i].Known {
			b = strconv.AppendFloat(append(b, ','), ps[i].Score, 'g', -1, 64)
		}
		b = strconv.AppendFloat(append(b, ','), ps[i].Weight, 'g', -1, 64)
		b = append(b, ']')
	}
	return append(b, ']'), nil
}

// UnmarshalJSON reads the stored form.
func (ps *Parts) UnmarshalJSON(b []byte) error {
	var rows [][]any
	if err := json.Unmarshal(b, &rows); err != nil {
		return err
	}
	*ps = make(Parts, len(rows))
	for i, row := range rows {
		if err := (*ps)[i].read(row); err != nil {
			return err
		}
	}
	return nil
}

func (p *Part) read(row []any) error {
	if len(row) == 2 || len(row) == 3 {
		name, ok := row[0].(string)
		weight, fine := row[len(row)-1].(float64)
		if ok && fine {
			if p.Name, p.Label, p.Weight = name, PartLabel(name), weight; len(row) == 2 {
				return nil
			}
			if p.Score, p.Known = row[1].(float64); p.Known {
				return nil
			}
		}
	}
	return fmt.Errorf("no part of a match: %v", row)
}

// PartLabel is the Chinese name of a part; its code when the table no longer has it.
func PartLabel(part string) string { return PartNames.Name(part) }
