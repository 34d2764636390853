package org.cairndb.writer.schema;

import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** Which idents a user attribute can have. */
final class Idents {
    private static final String SYSTEM_NAMESPACE = "db";

    private Idents() {}

    static void requireUserAttribute(String ident) {
        int slash = ident.indexOf('/');
        if (slash <= 0 || slash == ident.length() - 1 || ident.indexOf('/', slash + 1) >= 0) {
            throw refused(ident, "write it namespace/name");
        }
        if (ident.substring(0, slash).equals(SYSTEM_NAMESPACE)) {
            throw refused(ident, "namespace \"db\" belongs to Cairn");
        }
        if (ident.charAt(0) == '_' || ident.charAt(slash + 1) == '_') {
            throw refused(ident, "names that begin with an underscore belong to Cairn");
        }
        if (ident.chars().anyMatch(Character::isISOControl)) {
            throw refused(ident, "it holds a control character");
        }
    }

    private static CairnException refused(String ident, String why) {
        return new CairnException(
                ErrorCode.SCHEMA_CONFLICT, "\"%s\" cannot name an attribute; %s".formatted(ident, why));
    }
}
