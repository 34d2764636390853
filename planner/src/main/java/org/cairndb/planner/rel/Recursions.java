package org.cairndb.planner.rel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.RepeatUnion;
import org.apache.calcite.rel.core.Spool;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.schema.TransientTable;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** Gives recursive queries our own operators in place of Calcite's, also inside subqueries. */
public final class Recursions extends RelHomogeneousShuttle {
    private final RexShuttle subQueries = inSubQueries(this);
    private int recursions;

    private Recursions() {}

    /** A plan without recursive operators of Calcite's. */
    public static RelNode ofOurs(RelNode root) {
        RelNode ours = root.accept(new Recursions());
        ours.accept(new RestFinder());
        return ours;
    }

    @Override
    public RelNode visit(RelNode other) {
        RelNode visited = super.visit(other).accept(subQueries);
        return visited instanceof RepeatUnion union ? recursion(union) : visited;
    }

    private Recursion recursion(RepeatUnion union) {
        int number = recursions++;
        RelNode first = withoutSpool(union.getSeedRel());
        String name = nameOf(union.getTransientTable());
        WorkingRowsFinder finder = new WorkingRowsFinder(name, number);
        RelNode repeated = withoutSpool(union.getIterativeRel()).accept(finder);
        RelDataType type = union.getRowType();
        Recursion.Repetition repetition = new Recursion.Repetition(name, number, union.all);
        return new Recursion(
                union.getCluster(), union.getTraitSet(), List.of(cast(first, type), cast(repeated, type)), repetition);
    }

    private static RelNode withoutSpool(RelNode rel) {
        return rel instanceof Spool spool ? spool.getInput() : rel;
    }

    /** The same rows with the types of the recursion, where these are others; lengths of text mean nothing to us. */
    private static RelNode cast(RelNode rel, RelDataType type) {
        RexBuilder rexBuilder = rel.getCluster().getRexBuilder();
        List<RelDataTypeField> wanted = type.getFieldList();
        List<? extends RexNode> columns = rexBuilder.identityProjects(rel.getRowType());
        List<RexNode> casts = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            RelDataType is = columns.get(i).getType();
            RelDataType becomes = wanted.get(i).getType();
            boolean bothText = SqlTypeFamily.CHARACTER.contains(is) && SqlTypeFamily.CHARACTER.contains(becomes);
            casts.add(bothText ? columns.get(i) : rexBuilder.ensureType(becomes, columns.get(i), true));
        }
        return RexUtil.isIdentity(casts, rel.getRowType())
                ? rel
                : LogicalProject.create(rel, List.of(), casts, type.getFieldNames(), Set.of());
    }

    private static RexShuttle inSubQueries(RelHomogeneousShuttle shuttle) {
        return new RexShuttle() {
            @Override
            public RexNode visitSubQuery(RexSubQuery subQuery) {
                RexSubQuery visited = (RexSubQuery) super.visitSubQuery(subQuery);
                return visited.clone(visited.rel.accept(shuttle));
            }
        };
    }

    /** Puts the rows of the last round in place of the scans of a recursive table; tables of the same name in inner recursions are gone already. */
    private static final class WorkingRowsFinder extends RelHomogeneousShuttle {
        private final RexShuttle subQueries = inSubQueries(this);
        private final String name;
        private final int number;

        WorkingRowsFinder(String name, int number) {
            this.name = name;
            this.number = number;
        }

        @Override
        public RelNode visit(RelNode other) {
            if (other instanceof TableScan scan
                    && isRecursive(scan)
                    && nameOf(scan.getTable()).equals(name)) {
                return new WorkingRows(scan.getCluster(), scan.getTraitSet(), scan.getRowType(), number);
            }
            return super.visit(other).accept(subQueries);
        }
    }

    /** Finds scans of recursive tables that no recursion is known for. */
    private static final class RestFinder extends RelHomogeneousShuttle {
        private final RexShuttle subQueries = inSubQueries(this);

        @Override
        public RelNode visit(RelNode other) {
            if (other instanceof TableScan scan && isRecursive(scan)) {
                throw new CairnException(
                        ErrorCode.UNSUPPORTED,
                        "The recursive query \"%s\" refers to itself inside a subquery; join with it instead"
                                .formatted(nameOf(scan.getTable())));
            }
            return super.visit(other).accept(subQueries);
        }
    }

    private static boolean isRecursive(TableScan scan) {
        return scan.getTable().unwrap(TransientTable.class) != null;
    }

    private static String nameOf(RelOptTable table) {
        List<String> names = table.getQualifiedName();
        return names.get(names.size() - 1);
    }
}
