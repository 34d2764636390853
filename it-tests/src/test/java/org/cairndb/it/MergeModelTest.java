package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.cairndb.it.MergeModel.Cell;
import org.cairndb.it.MergeModel.Commit;
import org.cairndb.it.MergeModel.Policy;
import org.cairndb.it.MergeModel.Result;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Datom;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.commit.FlushBounds;
import org.cairndb.writer.merge.Merge;
import org.cairndb.writer.merge.MergeConflict;
import org.cairndb.writer.merge.MergeReport;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.cairndb.writer.tx.Transact;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random transactions on several branches with random merges between them, against plain maps. */
class MergeModelTest {
    private static final int STEPS = 60;
    private static final int MAX_ENTITIES = 12;
    private static final List<String> LONGS = List.of("product/price", "stock/count", "extra/a", "extra/b");

    private final String location = "mem:merge-model-" + UUID.randomUUID();
    private final List<Line> lines = new ArrayList<>();
    private int fresh;

    private record Line(String name, Writer writer, List<Commit> commits) {
        Commit newest() {
            return commits.get(commits.size() - 1);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 4, 7, 11, 12, 17, 23})
    void mergesAreThoseOfTheModel(long seed) {
        Random random = new Random(seed);
        int tail = random.nextBoolean() ? 3 : 1000;
        WriterOptions options = WriterOptions.DEFAULT.flushBounds(new FlushBounds(1 << 20, 100_000, tail));
        open("main", options, new ArrayList<>());
        define();
        for (int i = 0; i < 4; i++) {
            transact(lines.get(0), random);
        }
        for (String name : List.of("a", "b")) {
            Line from = pick(random);
            from.writer().createBranch(name);
            open(name, options, new ArrayList<>(from.commits()));
            transact(from, random);
        }
        for (int step = 0; step < STEPS; step++) {
            Line line = pick(random);
            if (random.nextInt(4) > 0) {
                transact(line, random);
            } else {
                merge(line, pick(random), random);
            }
            assertThat(stateOf(line.writer().snapshot()))
                    .as("seed %d step %d branch %s", seed, step, line.name())
                    .isEqualTo(line.newest().state());
        }
        lines.forEach(line -> line.writer().close());
        Soundness.requireAllSound(Location.parse(location));
    }

    private void open(String name, WriterOptions options, List<Commit> commits) {
        lines.add(new Line(name, Writer.open(Location.parse(location + "@" + name), options), commits));
    }

    private Line pick(Random random) {
        return lines.get(random.nextInt(lines.size()));
    }

    private void define() {
        Line main = lines.get(0);
        main.writer()
                .transact(
                        Operation.define(AttributeSpec.builder(MergeModel.UNIQUE, ValueType.STRING)
                                .identity()
                                .build()),
                        Operation.define(AttributeSpec.builder(MergeModel.MANY, ValueType.STRING)
                                .many()
                                .build()),
                        Operation.define(AttributeSpec.builder("product/parent", ValueType.REF)
                                .build()));
        main.commits().add(new Commit(new TreeMap<>(), Optional.empty()));
    }

    /** A few random operations on different entities. */
    private void transact(Line line, Random random) {
        TreeMap<Cell, TreeSet<String>> state = MergeModel.copy(line.newest().state());
        Transact.Builder builder = Transact.builder();
        Set<Long> touched = new TreeSet<>();
        List<Map.Entry<String, Cell>> created = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            List<Long> entities =
                    state.keySet().stream().map(Cell::entity).distinct().toList();
            if (entities.size() < 3 || (entities.size() < MAX_ENTITIES && random.nextInt(4) == 0)) {
                String price = Integer.toString(random.nextInt(3));
                builder.put(Map.of("db/id", "new" + i, "product/price", Long.parseLong(price)));
                created.add(Map.entry(price, new Cell(i, "product/price")));
                continue;
            }
            long entity = entities.get(random.nextInt(entities.size()));
            if (touched.add(entity)) {
                change(builder, state, entity, touched, random);
            }
        }
        var report = line.writer().transact(builder.build());
        created.forEach(entry -> MergeModel.put(
                state,
                new Cell(report.entity("new" + entry.getValue().entity()), "product/price"),
                new TreeSet<>(Set.of(entry.getKey()))));
        line.commits().add(new Commit(state, Optional.empty()));
    }

    private void change(
            Transact.Builder builder,
            TreeMap<Cell, TreeSet<String>> state,
            long entity,
            Set<Long> touched,
            Random random) {
        switch (random.nextInt(8)) {
            case 0 -> {
                Set<Long> referring = state.entrySet().stream()
                        .filter(e -> e.getKey().attribute().equals("product/parent")
                                && e.getValue().contains(Long.toString(entity)))
                        .map(e -> e.getKey().entity())
                        .collect(Collectors.toSet());
                if (referring.stream().noneMatch(touched::contains)) {
                    touched.addAll(referring);
                    builder.retractEntity(entity);
                    state.keySet().removeIf(cell -> cell.entity() == entity);
                    referring.forEach(other -> state.remove(new Cell(other, "product/parent")));
                }
            }
            case 1, 2 -> {
                String sku = "s" + random.nextInt(10);
                boolean isFree = state.entrySet().stream()
                        .noneMatch(e -> e.getKey().attribute().equals(MergeModel.UNIQUE)
                                && e.getValue().contains(sku));
                if (isFree && touched.size() == 1) {
                    builder.add(entity, MergeModel.UNIQUE, sku);
                    MergeModel.put(state, new Cell(entity, MergeModel.UNIQUE), new TreeSet<>(Set.of(sku)));
                }
            }
            case 3 -> {
                String tag = "t" + random.nextInt(4);
                Cell cell = new Cell(entity, MergeModel.MANY);
                TreeSet<String> tags = new TreeSet<>(MergeModel.at(state, cell));
                if (tags.remove(tag)) {
                    builder.retract(entity, MergeModel.MANY, tag);
                } else {
                    tags.add(tag);
                    builder.add(entity, MergeModel.MANY, tag);
                }
                MergeModel.put(state, cell, tags);
            }
            case 4 -> {
                long parent = state.firstKey().entity();
                if (touched.add(parent)) {
                    builder.add(entity, "product/parent", parent);
                    MergeModel.put(
                            state, new Cell(entity, "product/parent"), new TreeSet<>(Set.of(Long.toString(parent))));
                }
            }
            case 5 -> {
                String attribute = LONGS.get(random.nextInt(LONGS.size()));
                builder.retract(entity, attribute);
                state.remove(new Cell(entity, attribute));
            }
            default -> {
                String attribute = LONGS.get(random.nextInt(LONGS.size()));
                long value = random.nextInt(3);
                builder.add(entity, attribute, value);
                MergeModel.put(state, new Cell(entity, attribute), new TreeSet<>(Set.of(Long.toString(value))));
            }
        }
    }

    private void merge(Line target, Line source, Random random) {
        Commit taken = source.newest();
        if (target.commits().contains(taken)
                || MergeModel.base(target.commits(), source.commits()).equals(taken)) {
            assertThat(target.writer().merge(Merge.of(source.name())).outcome())
                    .isEqualTo(MergeReport.Outcome.UP_TO_DATE);
            return;
        }
        boolean isAhead = source.commits().contains(target.newest());
        if (isAhead && random.nextBoolean()) {
            assertThat(target.writer()
                            .merge(Merge.of(source.name()).fastForwardOnly())
                            .outcome())
                    .isEqualTo(MergeReport.Outcome.FAST_FORWARDED);
            List<Commit> commits = List.copyOf(source.commits());
            target.commits().clear();
            target.commits().addAll(commits);
            return;
        }
        Merge merge = Merge.of(source.name()).withoutFastForward();
        Commit base = MergeModel.base(target.commits(), source.commits());
        Result reported = MergeModel.merge(base, target.newest(), taken, Policy.REPORT, Map.of());
        MergeReport report = target.writer().merge(merge);
        Set<Cell> conflicts = report.conflicts().stream()
                .map(conflict -> new Cell(conflict.entity(), conflict.attribute()))
                .collect(Collectors.toSet());
        assertThat(conflicts).isEqualTo(reported.conflicts());
        Result result = reported;
        if (!reported.conflicts().isEmpty()) {
            assertThat(report.outcome()).isEqualTo(MergeReport.Outcome.CONFLICTS);
            Policy policy = random.nextBoolean() ? Policy.OURS : Policy.THEIRS;
            Map<Cell, Optional<String>> chosen = new HashMap<>();
            Merge resolved = policy == Policy.OURS ? merge.ours() : merge.theirs();
            for (MergeConflict conflict : report.conflicts()) {
                if (random.nextInt(3) == 0 && !conflict.attribute().equals("product/parent")) {
                    resolved = resolve(resolved, conflict, chosen, random);
                }
            }
            result = MergeModel.merge(base, target.newest(), taken, policy, chosen);
            report = target.writer().merge(resolved);
        }
        assertThat(report.outcome()).isEqualTo(MergeReport.Outcome.MERGED);
        target.commits().add(new Commit(result.state(), Optional.of(taken)));
    }

    private Merge resolve(Merge merge, MergeConflict conflict, Map<Cell, Optional<String>> chosen, Random random) {
        Cell cell = new Cell(conflict.entity(), conflict.attribute());
        if (random.nextInt(3) == 0) {
            chosen.put(cell, Optional.empty());
            return merge.resolve(cell.entity(), cell.attribute(), null);
        }
        fresh++;
        boolean isText = cell.attribute().equals(MergeModel.UNIQUE);
        Object value = isText ? (Object) ("fresh" + fresh) : (Object) (100L + fresh);
        chosen.put(cell, Optional.of(value.toString()));
        return merge.resolve(cell.entity(), cell.attribute(), value);
    }

    private static TreeMap<Cell, TreeSet<String>> stateOf(Snapshot snapshot) {
        TreeMap<Cell, TreeSet<String>> state = new TreeMap<>();
        for (Datom datom : snapshot.datoms(Index.EAVT, KeyRange.ofEntities(1, EntityIds.ATTRIBUTE_BASE))) {
            Attribute attribute = snapshot.schema().attribute(datom.attribute());
            if (!attribute.isPresence()) {
                state.computeIfAbsent(new Cell(datom.entity(), attribute.ident()), cell -> new TreeSet<>())
                        .add(datom.value().toString());
            }
        }
        return state;
    }
}
