package org.cairndb.writer.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.ValueType;

/** What a load is made of once attributes and ids are final: by attribute, ascending, its runs. */
final class LoadPlan {
    /**
     * A column with its final attribute.
     *
     * @param own the datoms of the transaction's own entity, which come after all others
     */
    record Column(Attribute attribute, StagedColumn staged, List<Run> own) {
        long datoms() {
            long datoms = staged.datoms();
            for (Run run : own) {
                datoms += run.size();
            }
            return datoms;
        }
    }

    private final TreeMap<Integer, Column> columns = new TreeMap<>();
    private final long tx;
    private final Runs.Move move;
    private final int blocks;

    /** A plan whose staged ids are to be moved. */
    LoadPlan(long tx, Runs.Move move, int blocks) {
        this.tx = tx;
        this.move = move;
        this.blocks = blocks;
    }

    void addStaged(Attribute attribute, StagedColumn staged) {
        if (staged.datoms() > 0) {
            columns.put(attribute.id(), new Column(attribute, staged, new ArrayList<>()));
        }
    }

    void addOwn(Attribute attribute, Run run) {
        columns.computeIfAbsent(attribute.id(), id -> new Column(attribute, new StagedColumn(), new ArrayList<>()))
                .own()
                .add(run);
    }

    long tx() {
        return tx;
    }

    int blocks() {
        return blocks;
    }

    /** Columns in ascending order of their attributes. */
    Iterable<Column> columns() {
        return columns.values();
    }

    long datoms() {
        long datoms = 0;
        for (Column column : columns.values()) {
            datoms += column.datoms();
        }
        return datoms;
    }

    /** Datoms counted once for each of EAVT, AEVT and AVET that holds them. */
    long indexedDatoms() {
        long datoms = 0;
        for (Column column : columns.values()) {
            datoms += column.datoms() * (column.attribute().inAvet() ? 3 : 2);
        }
        return datoms;
    }

    /** A staged run with its final ids. */
    Run read(Attribute attribute, Stage.Staged staged) {
        Runs.ValueKind kind = attribute.type() == ValueType.REF ? Runs.ValueKind.REF : Runs.ValueKind.PLAIN;
        return Runs.moved(staged.read(), move, kind);
    }
}
