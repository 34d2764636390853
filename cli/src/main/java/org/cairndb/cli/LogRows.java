package org.cairndb.cli;

import java.util.List;
import java.util.Optional;
import org.cairndb.cli.output.Column;
import org.cairndb.cli.output.Rows;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Datom;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.datom.SystemAttributes;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.DatomCursor;
import org.jspecify.annotations.Nullable;

/** What the newest transactions of a snapshot added and retracted, the newest transaction first. Cairn's own markers are left out. */
final class LogRows implements Rows, AutoCloseable {
    private static final List<Column> COLUMNS = List.of(
            Column.number("tx"),
            new Column("added", Column.Kind.BOOLEAN),
            Column.number("entity"),
            Column.text("attribute"),
            Column.text("value"));

    private final Snapshot snapshot;
    private final Schema schema;
    private final long end;
    private long tx;
    private @Nullable DatomCursor cursor;
    private int position;
    private int sliceEnd;
    private List<String> cells = List.of();

    LogRows(Snapshot snapshot, long limit) {
        this.snapshot = snapshot;
        this.schema = snapshot.head().schema();
        this.tx = snapshot.tx() + 1;
        this.end = Math.max(1, tx - limit);
    }

    @Override
    public List<Column> columns() {
        return COLUMNS;
    }

    @Override
    public boolean next() {
        Optional<Datom> datom = nextDatom();
        while (datom.isPresent() && !isShown(schema.attribute(datom.get().attribute()))) {
            datom = nextDatom();
        }
        cells = datom.map(this::row).orElse(List.of());
        return datom.isPresent();
    }

    private Optional<Datom> nextDatom() {
        @Nullable DatomCursor slices = cursor;
        while (slices == null || position == sliceEnd) {
            if (!nextSlice()) {
                return Optional.empty();
            }
            slices = cursor;
        }
        return Optional.of(slices.batch().datom(position++, schema));
    }

    /** Moves on in the transaction, or to the one before it; false after the last. */
    private boolean nextSlice() {
        if (cursor != null && cursor.next()) {
            position = cursor.from();
            sliceEnd = cursor.to();
            return true;
        }
        close();
        if (tx <= end) {
            return false;
        }
        tx--;
        cursor = snapshot.log(tx, tx + 1);
        position = 0;
        sliceEnd = 0;
        return true;
    }

    private List<String> row(Datom datom) {
        return List.of(
                Long.toString(datom.tx()),
                Boolean.toString(datom.added()),
                Long.toString(datom.entity()),
                schema.attribute(datom.attribute()).ident(),
                ValueText.of(datom.value()));
    }

    private static boolean isShown(Attribute attribute) {
        return !attribute.isPresence() && attribute.id() != SystemAttributes.TX_NONCE.id();
    }

    @Override
    public String cell(int column) {
        return cells.get(column);
    }

    @Override
    public void close() {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
    }
}
