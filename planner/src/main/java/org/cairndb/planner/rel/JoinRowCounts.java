package org.cairndb.planner.rel;

import com.google.common.collect.ImmutableList;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.ChainedRelMetadataProvider;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.metadata.MetadataDef;
import org.apache.calcite.rel.metadata.MetadataHandler;
import org.apache.calcite.rel.metadata.ReflectiveRelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMdRowCount;
import org.apache.calcite.rel.metadata.RelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.jspecify.annotations.Nullable;

/** Estimates rows of equality joins as joins along a key; Calcite's own guess is a share of the cross product. */
public final class JoinRowCounts implements MetadataHandler<BuiltInMetadata.RowCount> {
    /** Calcite's metadata with these estimates. */
    public static final RelMetadataProvider PROVIDER = ChainedRelMetadataProvider.of(ImmutableList.of(
            ReflectiveRelMetadataProvider.reflectiveSource(new JoinRowCounts(), BuiltInMetadata.RowCount.Handler.class),
            DefaultRelMetadataProvider.INSTANCE));

    private JoinRowCounts() {}

    @Override
    public MetadataDef<BuiltInMetadata.RowCount> getDef() {
        return BuiltInMetadata.RowCount.DEF;
    }

    /** Called by Calcite through reflection. */
    public @Nullable Double getRowCount(Join join, RelMetadataQuery mq) {
        if (join.analyzeCondition().leftKeys.isEmpty()) {
            return new RelMdRowCount().getRowCount(join, mq);
        }
        double left = mq.getRowCount(join.getLeft());
        double right = mq.getRowCount(join.getRight());
        JoinRelType type = join.getJoinType();
        if (type == JoinRelType.SEMI || type == JoinRelType.ANTI) {
            return Math.max(1, left / 2);
        }
        return Math.max(left, right);
    }
}
