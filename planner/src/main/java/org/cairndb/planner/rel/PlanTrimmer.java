package org.cairndb.planner.rel;

import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql2rel.RelFieldTrimmer;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.calcite.util.mapping.IntPair;
import org.apache.calcite.util.mapping.Mapping;
import org.apache.calcite.util.mapping.MappingType;
import org.apache.calcite.util.mapping.Mappings;

/**
 * Drops columns that nothing reads, of our own logical operators too. Rows without columns, such as those that a window of constants counts, stay without.
 * Not thread-safe.
 */
public final class PlanTrimmer extends RelFieldTrimmer {
    /** A trimmer that makes operators with a builder. */
    public PlanTrimmer(RelBuilder builder) {
        super(null, builder);
    }

    @Override
    public TrimResult trimFields(Project project, ImmutableBitSet fieldsUsed, Set<RelDataTypeField> extraFields) {
        if (project.getRowType().getFieldCount() > 0) {
            return super.trimFields(project, fieldsUsed, extraFields);
        }
        RelNode input = trimChild(project, project.getInput(), ImmutableBitSet.of(), Set.of()).left;
        RelNode trimmed = LogicalProject.create(input, project.getHints(), List.of(), List.of(), Set.of());
        return result(trimmed, Mappings.create(MappingType.INVERSE_SURJECTION, 0, 0));
    }

    /** Called by the base class, which finds the method by its parameters. */
    public TrimResult trimFields(
            CorrelateByParameters correlate, ImmutableBitSet used, Set<RelDataTypeField> extraFields) {
        RelNode left = correlate.getLeft();
        RelNode right = correlate.getRight();
        int leftCount = left.getRowType().getFieldCount();
        ImmutableBitSet leftUsed = used.intersect(ImmutableBitSet.range(leftCount))
                .union(ImmutableBitSet.of(correlate.binding().columns()));
        ImmutableBitSet rightUsed =
                used.except(ImmutableBitSet.range(leftCount)).shift(-leftCount);
        TrimResult newLeft = trimChild(correlate, left, leftUsed, Set.of());
        TrimResult newRight = trimChild(correlate, right, rightUsed, Set.of());
        List<Integer> columns = correlate.binding().columns().stream()
                .map(column -> newLeft.right.getTarget(column))
                .toList();
        RelNode trimmed = new CorrelateByParameters(
                correlate.getCluster(),
                correlate.getTraitSet(),
                List.of(newLeft.left, newRight.left),
                correlate.binding().of(columns));
        Mapping mapping = Mappings.create(
                MappingType.INVERSE_SURJECTION,
                correlate.getRowType().getFieldCount(),
                trimmed.getRowType().getFieldCount());
        for (IntPair pair : newLeft.right) {
            mapping.set(pair.source, pair.target);
        }
        int newLeftCount = newLeft.left.getRowType().getFieldCount();
        if (correlate.binding().type().projectsRight()) {
            for (IntPair pair : newRight.right) {
                mapping.set(pair.source + leftCount, pair.target + newLeftCount);
            }
        }
        return result(trimmed, mapping);
    }
}
