package org.cairndb.planner.rel;

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
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.snapshot.Snapshot;

/** Opens a table of some kind at key ranges of one of its access paths. */
@FunctionalInterface
interface TableReader {
    /** The columns that it was made for, for all rows in the ranges. */
    Operator open(ExecutionContext context, Snapshot snapshot, List<KeyRange> ranges);

    /** The first {@code given} columns of rows that fulfil conditions over all columns read. */
    default Operator read(
            ExecutionContext context,
            Snapshot snapshot,
            List<KeyRange> ranges,
            List<Expression> conditions,
            int given) {
        Operator rows = open(context, snapshot, ranges);
        if (conditions.isEmpty()) {
            return rows;
        }
        List<Expression> output =
                IntStream.range(0, given).mapToObj(Expressions::column).toList();
        return new ProjectOperator(new FilterOperator(rows, conditions, context), output, context);
    }

    /** A reader of some columns. */
    static TableReader of(DatomTable table, AccessPath path, List<Integer> columns) {
        if (table instanceof EntityTable entities) {
            Attribute spine = path.column() <= 0
                    ? entities.spine()
                    : entities.attribute(path.column()).orElseThrow();
            List<Optional<Attribute>> attributes = columns.stream()
                    .map(column -> column == 0 ? Optional.<Attribute>empty() : entities.attribute(column))
                    .toList();
            EntityScan.Spec spec = new EntityScan.Spec(path.index(), spine, attributes, entities.idBase());
            return (context, snapshot, ranges) -> new EntityScan(context, snapshot, spec, ranges);
        }
        if (table instanceof AttributeTable datoms) {
            List<DatomScan.Part> parts = datoms.parts(columns);
            return (context, snapshot, ranges) ->
                    new DatomScan(context, new DatomScan.RangeSource(snapshot, path.index(), ranges), parts);
        }
        ListTable list = (ListTable) table;
        List<Expression> output = columns.stream().map(Expressions::column).toList();
        return (context, snapshot, ranges) -> new ProjectOperator(list.rows(context, snapshot), output, context);
    }
}
