package org.cairndb.writer.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.Longs;
import org.cairndb.storage.datom.ValueBuilder;
import org.cairndb.storage.datom.ValueVector;
import org.cairndb.storage.snapshot.BulkLoad;

/**
 * Feeds EAVT, and with it LOG, block by block. Inside a block the columns are interleaved by counting: since ids are dense, the datoms of each entity are
 * counted, the counts give each entity its first position, and columns in ascending order of attributes fill the positions. Nothing is compared and no value
 * is copied.
 */
final class EavtPass {
    /** One column of a block. */
    private record Slice(int attribute, Run run) {}

    private final LoadPlan plan;
    private final BulkLoad load;
    private final Pace pace;
    /** Index of the next part of each column. */
    private final Map<Integer, Integer> next = new HashMap<>();

    EavtPass(LoadPlan plan, BulkLoad load, Pace pace) {
        this.plan = plan;
        this.load = load;
        this.pace = pace;
    }

    void run() {
        for (int block = 0; block < plan.blocks(); block++) {
            List<Slice> slices = new ArrayList<>();
            for (LoadPlan.Column column : plan.columns()) {
                List<Run> runs = take(column, block);
                if (!runs.isEmpty()) {
                    slices.add(new Slice(column.attribute().id(), joined(column.attribute(), runs)));
                }
            }
            add(slices);
        }
        List<Slice> own = new ArrayList<>();
        for (LoadPlan.Column column : plan.columns()) {
            if (!column.own().isEmpty()) {
                own.add(new Slice(column.attribute().id(), joined(column.attribute(), column.own())));
            }
        }
        add(own);
    }

    private List<Run> take(LoadPlan.Column column, int block) {
        List<StagedColumn.Part> parts = column.staged().parts();
        List<Run> runs = new ArrayList<>();
        int position = next.getOrDefault(column.attribute().id(), 0);
        while (position < parts.size() && parts.get(position).block() == block) {
            runs.add(plan.read(column.attribute(), parts.get(position).run()));
            position++;
        }
        next.put(column.attribute().id(), position);
        return runs;
    }

    private static Run joined(Attribute attribute, List<Run> runs) {
        if (runs.size() == 1) {
            return runs.get(0);
        }
        ValueBuilder values = ValueBuilder.of(attribute.physical());
        long[] entities = new long[0];
        for (Run run : runs) {
            int size = values.size();
            entities = Arrays.copyOf(entities, size + run.size());
            System.arraycopy(run.entities(), 0, entities, size, run.size());
            values.append(run.values(), 0, run.size());
        }
        return new Run(entities, values.build());
    }

    private void add(List<Slice> slices) {
        if (!slices.isEmpty()) {
            DatomBatch chunk = interleaved(slices);
            pace.add(chunk.size(), () -> load.addEavt(chunk));
        }
    }

    private DatomBatch interleaved(List<Slice> slices) {
        long first = Long.MAX_VALUE;
        long last = 0;
        int size = 0;
        for (Slice slice : slices) {
            Run run = slice.run();
            first = Math.min(first, run.entities()[0]);
            last = Math.max(last, run.entities()[run.size() - 1]);
            size += run.size();
        }
        int[] position = firstPositions(slices, first, Math.toIntExact(last - first + 1));
        long[] entities = new long[size];
        int[] ordinals = new int[size];
        int[] attributes = new int[slices.size()];
        ValueVector[] columns = new ValueVector[slices.size()];
        for (int ordinal = 0; ordinal < slices.size(); ordinal++) {
            Run run = slices.get(ordinal).run();
            attributes[ordinal] = slices.get(ordinal).attribute();
            columns[ordinal] = run.values();
            for (int i = 0; i < run.size(); i++) {
                long entity = run.entities()[i];
                int target = position[(int) (entity - first)]++;
                entities[target] = entity;
                ordinals[target] = ordinal;
            }
        }
        return new DatomBatch.Parts(
                        Index.EAVT, Longs.of(entities, size), Longs.constant(plan.tx(), size), attributes, columns)
                .ordinals(ordinals)
                .build();
    }

    private static int[] firstPositions(List<Slice> slices, long first, int span) {
        int[] position = new int[span + 1];
        for (Slice slice : slices) {
            Run run = slice.run();
            for (int i = 0; i < run.size(); i++) {
                position[(int) (run.entities()[i] - first) + 1]++;
            }
        }
        for (int i = 1; i <= span; i++) {
            position[i] += position[i - 1];
        }
        return position;
    }
}
