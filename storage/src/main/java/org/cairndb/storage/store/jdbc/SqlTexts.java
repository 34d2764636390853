package org.cairndb.storage.store.jdbc;

import org.cairndb.storage.store.ObjectLimits;

/**
 * The statements that all databases understand, on the tables of one schema. Everything but the schema, which is quoted,
 * is a parameter.
 *
 * <p>Nodes and heads over the limit are answered without their bytes, so that a hostile row is never transferred.
 */
record SqlTexts(String node, String head) {
    /** How many rows a page of the listing has. */
    static final int PAGE = 1000;

    /** The statements on the tables of a schema. */
    static SqlTexts in(String schema) {
        String prefix = quoted(schema) + ".";
        return new SqlTexts(prefix + "cairn_node", prefix + "cairn_head");
    }

    private static String quoted(String identifier) {
        return "\"" + identifier.replace("\"", "\"\"") + "\"";
    }

    /** Takes name and ids; answers id, size, bytes. */
    String fetchNodes() {
        return "SELECT id, OCTET_LENGTH(bytes), CASE WHEN OCTET_LENGTH(bytes) <= %d THEN bytes END FROM %s WHERE name = ? AND id = ANY (?)"
                .formatted(ObjectLimits.MAX_BYTES, node);
    }

    /** Takes name and the last id before the page; answers id, size, time. */
    String listNodes() {
        return "SELECT id, OCTET_LENGTH(bytes), stored_at FROM %s WHERE name = ? AND id > ? ORDER BY id FETCH FIRST %d ROWS ONLY"
                .formatted(node, PAGE);
    }

    /** Takes name and ids. */
    String deleteNodes() {
        return "DELETE FROM %s WHERE name = ? AND id = ANY (?)".formatted(node);
    }

    /** Takes a known version, name, branch; answers version, size, and the bytes unless the version is the known one. */
    String readHead() {
        return "SELECT version, OCTET_LENGTH(bytes), CASE WHEN version <> ? AND OCTET_LENGTH(bytes) <= %d THEN bytes END FROM %s WHERE name = ? AND branch = ?"
                .formatted(ObjectLimits.MAX_BYTES, head);
    }

    /** Takes version, bytes, name, branch. */
    String createHead() {
        return "INSERT INTO %s (version, bytes, name, branch, stored_at) VALUES (?, ?, ?, ?, CURRENT_TIMESTAMP)"
                .formatted(head);
    }

    /** Takes the new version, bytes, name, branch and the expected version. */
    String replaceHead() {
        return "UPDATE %s SET version = ?, bytes = ?, stored_at = CURRENT_TIMESTAMP WHERE name = ? AND branch = ? AND version = ?"
                .formatted(head);
    }

    /** Takes name, branch and the expected version. */
    String deleteHead() {
        return "DELETE FROM %s WHERE name = ? AND branch = ? AND version = ?".formatted(head);
    }

    /** Takes name; answers branches. */
    String listHeads() {
        return "SELECT branch FROM %s WHERE name = ?".formatted(head);
    }
}
