package org.cairndb.planner.exec.aggregate;

import java.util.ArrayList;
import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.LongColumn;
import org.jspecify.annotations.Nullable;

/** The rows that one filter lets through, their number by group, and the sources of arguments among them. */
final class FilteredRows {
    private final int filter;
    private final Grouping grouping;
    private final boolean hasGroups;
    private final Runnable check;
    private final RowCounter counter = new RowCounter();
    private final List<ArgumentSource> sources = new ArrayList<>();

    FilteredRows(int filter, Grouping grouping, boolean hasGroups, Runnable check) {
        this.filter = filter;
        this.grouping = grouping;
        this.hasGroups = hasGroups;
        this.check = check;
    }

    int filter() {
        return filter;
    }

    RowCounter counter() {
        return counter;
    }

    List<ArgumentSource> sources() {
        return sources;
    }

    /** The source of some arguments. */
    ArgumentSource source(ArgumentSource.Shape shape) {
        for (ArgumentSource source : sources) {
            if (source.shape().equals(shape)) {
                return source;
            }
        }
        List<ColumnType> types = grouping.typesOf(shape.columns());
        @Nullable DistinctRows distinct = shape.isDistinct() ? new DistinctRows(types, hasGroups, check) : null;
        ArgumentSource made = new ArgumentSource(shape, types, counter, distinct);
        sources.add(made);
        return made;
    }

    void reserve(int groups) {
        counter.reserve(groups);
        sources.forEach(source -> source.reserve(groups));
    }

    /** Adds the summaries that another one has of its groups from one on, given the groups that they are here. */
    void absorbSummaries(FilteredRows other, int from, Rows rows, int groups) {
        counter.merge(new LongColumn(other.counter.copy(from, rows.count), rows.count, null), rows);
        for (int i = 0; i < sources.size(); i++) {
            sources.get(i).absorbSummaries(other.sources.get(i), from, rows, groups);
        }
    }

    void add(Batch batch, Rows rows, int groups) {
        Rows kept = filter == FunctionCall.NO_FILTER ? rows : rows.where((LongColumn) batch.column(filter));
        counter.add(kept);
        for (ArgumentSource source : sources) {
            List<Integer> ordinals = source.shape().columns();
            Column[] columns = new Column[ordinals.size()];
            for (int i = 0; i < columns.length; i++) {
                columns[i] = batch.column(ordinals.get(i));
            }
            source.add(columns, kept, groups);
        }
    }
}
