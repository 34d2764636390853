package org.cairndb.storage.store.s3;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The connections of this process, one for all stores with equal settings. Safe for use by several threads. */
final class Connections {
    /** Process-wide, so that the databases of a bucket share sockets and TLS sessions. */
    private static final Connections SHARED = new Connections();

    private final Map<ClientSettings, Shared> open = new HashMap<>();
    private final Set<Object> proven = ConcurrentHashMap.newKeySet();

    private static final class Shared {
        private final Connection connection;
        private int users;

        Shared(Connection connection) {
            this.connection = connection;
        }
    }

    static Connections shared() {
        return SHARED;
    }

    /** A connection that has one more user. */
    Connection acquire(ClientSettings settings) {
        synchronized (open) {
            Shared shared = open.computeIfAbsent(settings, key -> new Shared(new Connection(key)));
            shared.users++;
            return shared.connection;
        }
    }

    /** A connection has one user less; without any it is closed. */
    void release(Connection connection) {
        synchronized (open) {
            Shared shared = open.get(connection.settings());
            if (shared == null || --shared.users > 0) {
                return;
            }
            open.remove(connection.settings());
        }
        connection.close();
    }

    /** Places where a server has proved what writers rely on; kept for the life of the process. */
    Set<Object> proven() {
        return proven;
    }
}
