package org.cairndb.it.random;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.Datom;
import org.jspecify.annotations.Nullable;

/** The naive database: what every entity has, learned from the datoms that transactions report. */
final class Facts {
    private final Map<String, TreeMap<Long, List<Fact>>> byAttribute = new HashMap<>();

    /** A value and the transaction that added it. */
    record Fact(Object value, long tx) {}

    void apply(String ident, Datom datom) {
        List<Fact> facts = byAttribute
                .computeIfAbsent(ident, unseen -> new TreeMap<>())
                .computeIfAbsent(datom.entity(), unseen -> new ArrayList<>());
        facts.removeIf(fact -> fact.value.equals(datom.value()));
        if (datom.added()) {
            facts.add(new Fact(datom.value(), datom.tx()));
        }
    }

    /** Entities that have an attribute of a namespace. */
    List<Long> entities(String namespace) {
        Set<Long> entities = new TreeSet<>();
        byAttribute.forEach((ident, facts) -> {
            if (ident.startsWith(namespace + "/")) {
                facts.forEach((entity, values) -> {
                    if (!values.isEmpty()) {
                        entities.add(entity);
                    }
                });
            }
        });
        return List.copyOf(entities);
    }

    /** The values of an attribute of an entity. */
    List<Object> values(String ident, long entity) {
        return byAttribute.getOrDefault(ident, new TreeMap<>()).getOrDefault(entity, List.of()).stream()
                .map(Fact::value)
                .toList();
    }

    /** Rows of the table of datoms of an attribute. */
    List<List<@Nullable Object>> datoms(String ident) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        byAttribute.getOrDefault(ident, new TreeMap<>()).forEach((entity, facts) -> {
            for (Fact fact : facts) {
                rows.add(List.of(entity, forJdbc(fact.value), fact.tx));
            }
        });
        return rows;
    }

    /** Rows of the link table of an attribute. */
    List<List<@Nullable Object>> links(String ident) {
        return datoms(ident).stream().map(row -> row.subList(0, 2)).collect(Collectors.toCollection(ArrayList::new));
    }

    /** Rows of the table of a namespace, with columns for the attributes given. */
    List<List<@Nullable Object>> rows(String namespace, List<String> names) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (long entity : entities(namespace)) {
            List<@Nullable Object> row = new ArrayList<>();
            row.add(entity);
            for (String name : names) {
                List<Object> values = values(namespace + "/" + name, entity);
                row.add(values.isEmpty() ? null : forJdbc(values.get(0)));
            }
            rows.add(row);
        }
        return rows;
    }

    private static Object forJdbc(Object value) {
        if (value instanceof Instant instant) {
            return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        }
        return value instanceof Bytes bytes ? bytes.toByteArray() : value;
    }
}
