package org.cairndb.storage.datom;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The attributes of a database at one transaction. Immutable; the system attributes are always part of it. */
public final class Schema {
    private static final Schema EMPTY = new Schema(SystemAttributes.all());

    private final TreeMap<Integer, Attribute> byId = new TreeMap<>();
    private final Map<String, Attribute> byIdent = new HashMap<>();
    private final TreeMap<String, List<Attribute>> byNamespace = new TreeMap<>();
    private final Map<String, Attribute> presence = new HashMap<>();

    private Schema(Collection<Attribute> attributes) {
        for (Attribute attribute : attributes) {
            byId.put(attribute.id(), attribute);
        }
        for (Attribute attribute : byId.values()) {
            byIdent.put(attribute.ident(), attribute);
            if (attribute.isPresence()) {
                presence.put(attribute.namespace(), attribute);
            } else if (!attribute.isSystem()) {
                byNamespace
                        .computeIfAbsent(attribute.namespace(), namespace -> new ArrayList<>())
                        .add(attribute);
            }
        }
    }

    /** The schema of a database without transactions: the system attributes alone. */
    public static Schema empty() {
        return EMPTY;
    }

    /** A schema with the system attributes and these. */
    public static Schema of(Collection<Attribute> attributes) {
        return EMPTY.with(attributes);
    }

    /** This schema with attributes added, or replaced where the id is known. */
    public Schema with(Collection<Attribute> attributes) {
        if (attributes.isEmpty()) {
            return this;
        }
        Map<Integer, Attribute> all = new TreeMap<>(byId);
        for (Attribute attribute : attributes) {
            all.put(attribute.id(), attribute);
        }
        return new Schema(all.values());
    }

    /** This schema without the attributes that are retired. */
    public Schema inUse() {
        return byId.values().stream().noneMatch(Attribute::isRetired)
                ? this
                : new Schema(byId.values().stream()
                        .filter(attribute -> !attribute.isRetired())
                        .toList());
    }

    /**
     * This schema together with another state of it: attributes that only one of them has, and those that both have as {@code then} defines them, none of
     * them retired. Attributes are the same where their idents are.
     */
    public Schema together(Schema then) {
        Map<String, Attribute> all = new LinkedHashMap<>();
        byId.values().forEach(attribute -> all.put(attribute.ident(), attribute));
        then.byId.values().forEach(attribute -> all.put(attribute.ident(), attribute));
        return new Schema(all.values().stream()
                .map(attribute -> attribute.toBuilder().retired(false).build())
                .toList());
    }

    /** The attribute with this id, if there is one. */
    public Optional<Attribute> find(int id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The attribute {@code namespace/name}, if there is one. */
    public Optional<Attribute> find(String ident) {
        return Optional.ofNullable(byIdent.get(ident));
    }

    /**
     * The attribute with this id.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Attribute attribute(int id) {
        @Nullable Attribute attribute = byId.get(id);
        if (attribute == null) {
            throw new IllegalArgumentException("No attribute has the id " + id);
        }
        return attribute;
    }

    /** The marker attribute of a namespace, if the namespace is known. */
    public Optional<Attribute> presenceOf(String namespace) {
        return Optional.ofNullable(presence.get(namespace));
    }

    /** The namespaces of user attributes, sorted. */
    public Collection<String> namespaces() {
        return Collections.unmodifiableCollection(byNamespace.keySet());
    }

    /** The user attributes of a namespace in the order of their ids, without the marker; empty for an unknown namespace. */
    public List<Attribute> attributesOf(String namespace) {
        return Collections.unmodifiableList(byNamespace.getOrDefault(namespace, List.of()));
    }

    /** Every attribute in the order of the ids, system and marker attributes included. */
    public Collection<Attribute> attributes() {
        return Collections.unmodifiableCollection(byId.values());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Schema that && byId.equals(that.byId));
    }

    @Override
    public int hashCode() {
        return byId.hashCode();
    }

    @Override
    public String toString() {
        return byId.values().toString();
    }
}
