package org.cairndb.planner.exec.aggregate;

import java.util.ArrayList;
import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.LongColumn;
import org.jspecify.annotations.Nullable;

/**
 * What an aggregation has been given, as rows: for merging it into another one and for temporary files.
 *
 * <p>Each row begins with the number of its section and the keys of its group. Section 0 has a row for each group, with the summaries of all functions;
 * each source of arguments that holds rows has a section of its own with those rows. The columns of other sections are null.
 */
final class PartialRows {
    private static final int ROWS_AT_ONCE = 8192;

    private final GroupTable table;
    private final List<ColumnType> keyTypes;
    private final List<FilteredRows> filtered;

    PartialRows(GroupTable table, List<ColumnType> keyTypes, List<FilteredRows> filtered) {
        this.table = table;
        this.keyTypes = keyTypes;
        this.filtered = filtered;
    }

    /** The same rows with only some of their keys, given by their places. */
    Batch withKeys(Batch batch, List<Integer> places) {
        List<Column> columns = new ArrayList<>();
        columns.add(batch.column(0));
        places.forEach(place -> columns.add(batch.column(1 + place)));
        for (int i = 1 + keyTypes.size(); i < batch.columnCount(); i++) {
            columns.add(batch.column(i));
        }
        return batch.withColumns(columns.toArray(Column[]::new));
    }

    /** The keys of some rows. */
    Column[] keys(Batch batch) {
        return columns(batch, 1, keyTypes.size());
    }

    /** The keys of some rows with the arguments that stand in the sections of sources. */
    Column[] keysAndArguments(Batch batch) {
        int arguments =
                rowSources().stream().mapToInt(source -> source.types().size()).sum();
        Column[] columns = new Column[keyTypes.size() + arguments];
        System.arraycopy(keys(batch), 0, columns, 0, keyTypes.size());
        System.arraycopy(
                columns(batch, batch.columnCount() - arguments, arguments), 0, columns, keyTypes.size(), arguments);
        return columns;
    }

    private static Column[] columns(Batch batch, int from, int count) {
        Column[] columns = new Column[count];
        for (int i = 0; i < count; i++) {
            columns[i] = batch.column(from + i);
        }
        return columns;
    }

    private List<ColumnType> summaryTypes() {
        List<ColumnType> types = new ArrayList<>();
        for (FilteredRows rows : filtered) {
            types.add(ColumnType.of(Kind.LONG));
            rows.sources().stream()
                    .filter(source -> !source.holdsRows())
                    .forEach(source -> types.addAll(source.stateTypes()));
        }
        return types;
    }

    private List<ArgumentSource> rowSources() {
        return filtered.stream()
                .flatMap(rows -> rows.sources().stream())
                .filter(ArgumentSource::holdsRows)
                .toList();
    }

    /** Goes through the rows once; nothing may be added to the aggregation any more. */
    Reader reader() {
        return new Reader();
    }

    /** A way through the rows. */
    final class Reader {
        private final List<ArgumentSource> sources = rowSources();
        private int section;
        private int at;
        private int @Nullable [] groups;
        private Column[] columns = new Column[0];

        /** The next rows, or null at the end. */
        @Nullable
        Batch next() {
            while (section <= sources.size()) {
                int size =
                        section == 0 ? table.size() : sources.get(section - 1).retainedSize();
                int count = Math.min(ROWS_AT_ONCE, size - at);
                if (count > 0) {
                    at += count;
                    return section == 0 ? summaries(at - count, count) : rows(at - count, count);
                }
                section++;
                at = 0;
                groups = null;
            }
            return null;
        }

        private Batch summaries(int from, int count) {
            List<Column> row = new ArrayList<>();
            row.add(LongColumn.constant(0, count));
            for (int key = 0; key < keyTypes.size(); key++) {
                row.add(table.key(key, from, count));
            }
            for (FilteredRows rows : filtered) {
                row.add(new LongColumn(rows.counter().copy(from, count), count, null));
                for (ArgumentSource source : rows.sources()) {
                    if (!source.holdsRows()) {
                        row.addAll(source.state(from, count));
                    }
                }
            }
            sources.forEach(source -> row.addAll(nulls(source.types(), count)));
            return new Batch(row.toArray(Column[]::new), count);
        }

        private Batch rows(int from, int count) {
            int[] known = groups == null ? open() : groups;
            int[] wanted = new int[count];
            int[] owners = new int[count];
            for (int i = 0; i < count; i++) {
                wanted[i] = from + i;
                owners[i] = known[from + i];
            }
            List<Column> row = new ArrayList<>();
            row.add(LongColumn.constant(section, count));
            for (int key = 0; key < keyTypes.size(); key++) {
                row.add(table.key(key, 0, table.size()).gather(owners, count));
            }
            row.addAll(nulls(summaryTypes(), count));
            for (int i = 0; i < sources.size(); i++) {
                if (i != section - 1) {
                    row.addAll(nulls(sources.get(i).types(), count));
                    continue;
                }
                for (Column column : columns) {
                    row.add(column.gather(wanted, count));
                }
            }
            return new Batch(row.toArray(Column[]::new), count);
        }

        private int[] open() {
            ArgumentSource source = sources.get(section - 1);
            columns = source.retainedColumns();
            int[] opened = source.retainedGroups();
            groups = opened;
            return opened;
        }

        private static List<Column> nulls(List<ColumnType> types, int count) {
            return types.stream().map(type -> NullColumns.of(type, count)).toList();
        }
    }

    /** Adds rows whose groups have been found. */
    void merge(Batch batch, Rows rows) {
        LongColumn sections = (LongColumn) batch.column(0);
        int at = 1 + keyTypes.size();
        Rows summaries = ofSection(sections, 0, rows);
        for (FilteredRows part : filtered) {
            part.counter().merge((LongColumn) batch.column(at++), summaries);
            for (ArgumentSource source : part.sources()) {
                if (!source.holdsRows()) {
                    int width = source.stateTypes().size();
                    source.merge(List.of(columns(batch, at, width)), summaries, table.size());
                    at += width;
                }
            }
        }
        List<ArgumentSource> sources = rowSources();
        for (int i = 0; i < sources.size(); i++) {
            int width = sources.get(i).types().size();
            Rows own = ofSection(sections, i + 1, rows);
            if (own.count > 0) {
                sources.get(i).add(columns(batch, at, width), own, table.size());
            }
            at += width;
        }
    }

    private static Rows ofSection(LongColumn sections, long section, Rows rows) {
        int[] ordinals = new int[rows.count];
        int found = 0;
        for (int i = 0; i < rows.count; i++) {
            ordinals[found] = i;
            found += sections.get(rows.row(i)) == section ? 1 : 0;
        }
        return found == rows.count ? rows : rows.pick(ordinals, found);
    }
}
