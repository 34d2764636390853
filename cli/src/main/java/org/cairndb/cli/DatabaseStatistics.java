package org.cairndb.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.cairndb.cli.output.Column;
import org.cairndb.cli.output.ListRows;
import org.cairndb.cli.output.NumberText;
import org.cairndb.cli.output.Rows;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.Uniqueness;
import org.cairndb.storage.snapshot.AttributeStatistics;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.snapshot.Head;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.NodeEntry;
import org.jspecify.annotations.Nullable;

/** What a branch holds and takes. No leaf is read for it. */
final class DatabaseStatistics {
    private final Database database;
    private final Snapshot snapshot;
    private final Map<Index, IndexSize> sizes = new EnumMap<>(Index.class);

    private DatabaseStatistics(Database database) {
        this.database = database;
        this.snapshot = database.snapshot();
        for (Index index : Index.values()) {
            sizes.put(index, IndexSize.of(snapshot.tree(index)));
        }
    }

    static DatabaseStatistics of(Database database) {
        return new DatabaseStatistics(database);
    }

    /** One row per property of the whole branch. */
    Rows summary() {
        Head head = snapshot.head();
        List<List<@Nullable String>> rows = new ArrayList<>();
        rows.add(List.of("location", database.displayUri()));
        rows.add(List.of("database", head.databaseId().toString()));
        rows.add(List.of("branch", head.branch()));
        rows.add(List.of("tx", NumberText.grouped(head.tx())));
        rows.add(List.of("instant", head.instant().toString()));
        rows.add(List.of("commit", head.hash().toString()));
        rows.add(List.of("tail", tail(head)));
        rows.add(List.of("datoms", NumberText.grouped(userDatoms())));
        rows.add(List.of("bytes per datom", bytesPerDatom()));
        rows.add(List.of("store", store()));
        return new ListRows(List.of(Column.text("property"), Column.text("value")), rows);
    }

    private static String tail(Head head) {
        return "%s transactions, %s datoms, %s"
                .formatted(
                        NumberText.grouped(head.tail().size()),
                        NumberText.grouped(head.tailDatoms()),
                        NumberText.ofBytes(head.tailBytes()));
    }

    private String bytesPerDatom() {
        long datoms = userDatoms();
        if (datoms == 0) {
            return "";
        }
        double bytes = total().bytes() + snapshot.head().tailBytes();
        return String.format(Locale.ROOT, "%.1f, all indexes and history included", bytes / datoms);
    }

    /** Everything stored, nodes of older snapshots and other branches included. */
    private String store() {
        try (Stream<NodeEntry> nodes = database.store().listNodes()) {
            IndexSize all = nodes.map(node -> new IndexSize(0, 0, 1, node.sizeInBytes()))
                    .reduce(IndexSize.EMPTY, IndexSize::plus);
            return "%s nodes, %s, older snapshots included"
                    .formatted(NumberText.grouped(all.nodes()), NumberText.ofBytes(all.bytes()));
        }
    }

    private long userDatoms() {
        return userAttributes()
                .mapToLong(attribute -> snapshot.statistics(attribute.id()).count())
                .sum();
    }

    private Stream<Attribute> userAttributes() {
        return snapshot.schema().attributes().stream()
                .filter(attribute -> !attribute.isSystem() && !attribute.isPresence());
    }

    private IndexSize total() {
        return sizes.values().stream().reduce(IndexSize.EMPTY, IndexSize::plus);
    }

    /** One row per attribute of the user. */
    Rows attributes() {
        List<Column> columns = List.of(
                Column.text("attribute"),
                Column.text("type"),
                Column.text("properties"),
                Column.number("datoms"),
                Column.number("distinct, about"));
        List<List<@Nullable String>> rows = new ArrayList<>();
        userAttributes().forEach(attribute -> {
            AttributeStatistics counts = snapshot.statistics(attribute.id());
            rows.add(List.of(
                    attribute.ident(),
                    attribute.typeLabel(),
                    properties(attribute),
                    NumberText.grouped(counts.count()),
                    NumberText.grouped(counts.distinct())));
        });
        return new ListRows(columns, rows);
    }

    private static String properties(Attribute attribute) {
        List<String> properties = new ArrayList<>();
        attribute.refNamespace().ifPresent(target -> properties.add("to " + target));
        addIf(attribute.isMany(), "many", properties);
        addIf(attribute.uniqueness() == Uniqueness.IDENTITY, "identity", properties);
        addIf(attribute.uniqueness() == Uniqueness.VALUE, "unique", properties);
        addIf(attribute.isIndexed(), "indexed", properties);
        addIf(attribute.isComponent(), "component", properties);
        addIf(attribute.isNoHistory(), "no history", properties);
        addIf(attribute.isRetired(), "retired", properties);
        return String.join(", ", properties);
    }

    private static void addIf(boolean condition, String property, List<String> properties) {
        if (condition) {
            properties.add(property);
        }
    }

    /** One row per index as of the last flush, and their total. */
    Rows indexes() {
        List<Column> columns = List.of(
                Column.text("index"),
                Column.number("datoms"),
                Column.number("levels"),
                Column.number("nodes"),
                Column.number("size"));
        List<List<@Nullable String>> rows = new ArrayList<>();
        sizes.forEach((index, size) -> rows.add(row(index.name(), size)));
        rows.add(row("total", total()));
        return new ListRows(columns, rows);
    }

    private static List<@Nullable String> row(String name, IndexSize size) {
        return List.of(
                name,
                NumberText.grouped(size.datoms()),
                Integer.toString(size.levels()),
                NumberText.grouped(size.nodes()),
                NumberText.ofBytes(size.bytes()));
    }
}
