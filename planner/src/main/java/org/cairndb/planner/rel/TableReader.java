package org.cairndb.planner.rel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.FilterOperator;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.exec.ProjectOperator;
import org.cairndb.planner.exec.scalar.Expressions;
import org.cairndb.planner.exec.scan.DatomScan;
import org.cairndb.planner.exec.scan.EntityScan;
import org.cairndb.planner.exec.scan.LookupSpec;
import org.cairndb.planner.exec.scan.Narrowing;
import org.cairndb.planner.exec.scan.RowTransactions;
import org.cairndb.planner.exec.scan.ScannedRanges;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.snapshot.Snapshot;

/** Opens a table of some kind at key ranges of one of its access paths. Immutable. */
@FunctionalInterface
interface TableReader {
    /** The rows in some ranges that fulfil the conditions that it was made for. */
    Operator open(ExecutionContext context, Snapshot snapshot, ScannedRanges ranges);

    /**
     * What is read of a table.
     *
     * @param columns ordinals of the columns of the table that are read
     * @param given how many of them, from the first on, are given out
     * @param narrowing conditions over the columns read
     */
    record Reading(List<Integer> columns, int given, Narrowing narrowing) {}

    /** A reader through an access path. */
    static TableReader of(DatomTable table, AccessPath path, Reading reading) {
        if (table instanceof EntityTable entities) {
            EntityScan.Spec spec = scanOf(entities, path, reading);
            TableReader rows = (context, snapshot, ranges) -> new EntityScan(context, snapshot, spec, ranges);
            return withTransactions(rows, entities, reading);
        }
        if (table instanceof AttributeTable datoms) {
            DatomScan.Spec spec =
                    new DatomScan.Spec(path.index(), datoms.parts(reading.columns), reading.narrowing.zones());
            return filtered((context, snapshot, ranges) -> new DatomScan(context, snapshot, spec, ranges), reading);
        }
        ListTable list = (ListTable) table;
        List<Expression> output =
                reading.columns.stream().map(Expressions::column).toList();
        return filtered(
                (context, snapshot, ranges) -> new ProjectOperator(list.rows(context, snapshot), output, context),
                reading);
    }

    private static EntityScan.Spec scanOf(EntityTable entities, AccessPath path, Reading reading) {
        Attribute spine = path.column() <= 0
                ? entities.spine()
                : entities.attribute(path.column()).orElseThrow();
        List<Optional<Attribute>> attributes = reading.columns.stream()
                .map(column -> column == 0 ? Optional.<Attribute>empty() : entities.attribute(column))
                .toList();
        return new EntityScan.Spec(
                new EntityScan.Spine(path.index(), spine, entities.idBase()),
                attributes,
                reading.given,
                reading.narrowing);
    }

    private static TableReader withTransactions(TableReader rows, EntityTable entities, Reading reading) {
        List<Integer> places = IntStream.range(0, reading.given)
                .filter(i -> entities.isComputed(reading.columns.get(i)))
                .boxed()
                .toList();
        if (places.isEmpty()) {
            return rows;
        }
        List<Attribute> attributes = entities.rowAttributes();
        return (context, snapshot, ranges) ->
                new RowTransactions(rows.open(context, snapshot, ranges), snapshot, attributes, places);
    }

    /** What lookups through the access path read, where a key leads to one row at most. */
    static LookupSpec lookup(EntityTable entities, AccessPath path, Reading reading) {
        return new LookupSpec(scanOf(entities, path, reading));
    }

    private static TableReader filtered(TableReader rows, Reading reading) {
        if (reading.narrowing.conditions().isEmpty()) {
            return rows;
        }
        List<Expression> output =
                IntStream.range(0, reading.given).mapToObj(Expressions::column).toList();
        List<Expression> conditions = new ArrayList<>();
        reading.narrowing.conditions().forEach(condition -> conditions.add(condition.test()));
        return (context, snapshot, ranges) -> new ProjectOperator(
                new FilterOperator(rows.open(context, snapshot, ranges), conditions, context), output, context);
    }
}
