package org.cairndb.planner;

import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql2rel.RelFieldTrimmer;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.calcite.util.mapping.MappingType;
import org.apache.calcite.util.mapping.Mappings;

/** Drops columns that nothing reads. Rows without columns, such as those that a window of constants counts, stay without. */
public final class FieldTrimmer extends RelFieldTrimmer {
    FieldTrimmer(RelBuilder builder) {
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
}
