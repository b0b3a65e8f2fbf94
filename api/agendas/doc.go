// Package agendas has the routes of the 攻关清单: its lines and its published versions.
package agendas
