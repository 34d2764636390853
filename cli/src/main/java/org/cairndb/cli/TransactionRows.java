package org.cairndb.cli;

import java.util.ArrayList;
import java.util.List;
import org.cairndb.cli.output.Column;
import org.cairndb.cli.output.Rows;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Datom;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.datom.SystemAttributes;
import org.cairndb.storage.snapshot.Snapshot;

/** The newest transactions of a snapshot, the newest first, one row each. Costs the same however large the transactions are. */
final class TransactionRows implements Rows {
    private static final List<Column> COLUMNS =
            List.of(Column.number("tx"), Column.text("instant"), Column.number("datoms"), Column.text("metadata"));

    private final Snapshot snapshot;
    private final long end;
    private long tx;
    private List<String> cells = List.of();

    TransactionRows(Snapshot snapshot, long limit) {
        this.snapshot = snapshot;
        this.tx = snapshot.tx() + 1;
        this.end = Math.max(1, tx - limit);
    }

    @Override
    public List<Column> columns() {
        return COLUMNS;
    }

    @Override
    public boolean next() {
        if (tx <= end) {
            return false;
        }
        tx--;
        cells = read();
        return true;
    }

    @Override
    public String cell(int column) {
        return cells.get(column);
    }

    private List<String> read() {
        Schema schema = snapshot.schema();
        List<String> metadata = new ArrayList<>();
        String instant = "";
        for (Datom datom : snapshot.datoms(Index.EAVT, KeyRange.ofEntity(EntityIds.ofTx(tx)))) {
            Attribute attribute = schema.attribute(datom.attribute());
            if (attribute.id() == SystemAttributes.TX_INSTANT.id()) {
                instant = ValueText.of(datom.value());
            } else if (!attribute.isSystem() && !attribute.isPresence()) {
                metadata.add(attribute.ident() + "=" + ValueText.of(datom.value()));
            }
        }
        long datoms = snapshot.count(Index.LOG, KeyRange.ofEntities(tx, tx + 1));
        return List.of(Long.toString(tx), instant, Long.toString(datoms), String.join(", ", metadata));
    }
}
