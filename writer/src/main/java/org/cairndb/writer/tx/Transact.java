package org.cairndb.writer.tx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairndb.writer.schema.AttributeSpec;
import org.jspecify.annotations.Nullable;

/**
 * The content of one transaction: operations that apply together or not at all. Immutable.
 *
 * <pre>{@code
 * Transact.builder()
 *     .put(Map.of("product/sku", "W001", "product/price", 8.49))
 *     .metadata("tx/author", "ana")
 *     .build()
 * }</pre>
 */
public final class Transact {
    private final List<Operation> operations;

    private Transact(List<Operation> operations) {
        this.operations = List.copyOf(operations);
    }

    /** A transaction of these operations. */
    public static Transact of(List<Operation> operations) {
        return new Transact(operations);
    }

    /** A transaction that puts these maps; see {@link Operation#put}. */
    @SafeVarargs
    public static Transact of(Map<String, ?>... entities) {
        Builder builder = builder();
        for (Map<String, ?> entity : entities) {
            builder.put(entity);
        }
        return builder.build();
    }

    /** An empty transaction to add to. */
    public static Builder builder() {
        return new Builder();
    }

    /** The operations in the order in which they were given. */
    public List<Operation> operations() {
        return operations;
    }

    /** This transaction with metadata of its own that it does not set already. */
    public Transact withDefaults(Map<String, Object> metadata) {
        if (metadata.isEmpty()) {
            return this;
        }
        List<Operation> all = new ArrayList<>(operations);
        Map<String, Object> missing = new LinkedHashMap<>(metadata);
        for (Operation operation : operations) {
            if (operation instanceof Operation.Add add && add.entity().equals(TempId.CURRENT_TX)) {
                missing.remove(add.attribute());
            }
        }
        missing.forEach((attribute, value) -> all.add(Operation.add(TempId.CURRENT_TX, attribute, value)));
        return new Transact(all);
    }

    /** Collects operations. Not thread-safe. */
    public static final class Builder {
        private final List<Operation> operations = new ArrayList<>();

        private Builder() {}

        /** Adds an operation made by a factory of {@link Operation}. */
        public Builder operation(Operation operation) {
            operations.add(operation);
            return this;
        }

        /** See {@link Operation#put}. */
        public Builder put(Map<String, ? extends @Nullable Object> entity) {
            return operation(Operation.put(entity));
        }

        /** See {@link Operation#add}. */
        public Builder add(Object entity, String attribute, Object value) {
            return operation(Operation.add(entity, attribute, value));
        }

        /** See {@link Operation#retract(Object, String, Object)}. */
        public Builder retract(Object entity, String attribute, Object value) {
            return operation(Operation.retract(entity, attribute, value));
        }

        /** See {@link Operation#retract(Object, String)}. */
        public Builder retract(Object entity, String attribute) {
            return operation(Operation.retract(entity, attribute));
        }

        /** See {@link Operation#retractEntity}. */
        public Builder retractEntity(Object entity) {
            return operation(Operation.retractEntity(entity));
        }

        /** See {@link Operation#cas}. */
        public Builder cas(Object entity, String attribute, @Nullable Object expected, @Nullable Object next) {
            return operation(Operation.cas(entity, attribute, expected, next));
        }

        /** See {@link Operation#call}. */
        public Builder call(TransactionFunction function) {
            return operation(Operation.call(function));
        }

        /** See {@link Operation#define}. */
        public Builder define(AttributeSpec attribute) {
            return operation(Operation.define(attribute));
        }

        /** See {@link Operation#retire}. */
        public Builder retire(String attribute) {
            return operation(Operation.retire(attribute));
        }

        /** Says something of the transaction itself, such as {@code tx/author}. */
        public Builder metadata(String attribute, Object value) {
            return add(TempId.CURRENT_TX, attribute, value);
        }

        /** The transaction. */
        public Transact build() {
            return new Transact(operations);
        }
    }
}
