package org.cairndb.planner.rel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelVisitor;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.metadata.RelColumnOrigin;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.LevelFetch.Extent;
import org.jspecify.annotations.Nullable;

/**
 * Fetches together what planning is going to look at one by one: the branch nodes that row counts come from, and the first leaf of each index that a join
 * may go through, from which its order is judged. Stores that answer at once are left alone.
 */
public final class PlanningReads {
    private PlanningReads() {}

    /** Fetches for the joins of a logical plan; a plan without a join looks at one thing at a time anyway. */
    public static void fetch(RelNode root, PlanningSnapshots snapshots) {
        if (snapshots.byDatabase().values().stream().noneMatch(Snapshot::isRemote)) {
            return;
        }
        List<Snapshot.Read> reads = new ArrayList<>();
        RelMetadataQuery metadata = root.getCluster().getMetadataQuery();
        new RelVisitor() {
            @Override
            public void visit(RelNode node, int ordinal, @Nullable RelNode parent) {
                if (node instanceof Join join) {
                    addKeys(join.getLeft(), join.analyzeCondition().leftKeys);
                    addKeys(join.getRight(), join.analyzeCondition().rightKeys);
                }
                super.visit(node, ordinal, parent);
            }

            private void addKeys(RelNode input, List<Integer> keys) {
                for (int key : keys) {
                    readOf(metadata.getColumnOrigin(input, key), snapshots).ifPresent(reads::add);
                }
            }
        }.go(root);
        Snapshot.fetch(reads);
    }

    private static Optional<Snapshot.Read> readOf(@Nullable RelColumnOrigin origin, PlanningSnapshots snapshots) {
        @Nullable
        DatomTable table = origin == null ? null : origin.getOriginTable().unwrap(DatomTable.class);
        if (origin == null || table == null) {
            return Optional.empty();
        }
        return table.accessPaths().stream()
                .filter(path -> path.index() == Index.AVET && path.column() == origin.getOriginColumnOrdinal())
                .findFirst()
                .map(path -> new Snapshot.Read(
                        snapshots.of(table), Index.AVET, List.of(path.domain().all()), Extent.FIRST_LEAF));
    }
}
