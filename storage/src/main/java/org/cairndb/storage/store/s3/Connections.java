package org.cairndb.storage.store.s3;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The connections of this process, one for all stores with equal settings. The ones used last stay open without a user, so that a program that opens a
 * database again and again does not pay for a client and its handshakes each time. Safe for use by several threads.
 */
final class Connections {
    private static final int MAX_IDLE = 4;

    /** Process-wide, so that the databases of a bucket share sockets and TLS sessions. */
    private static final Connections SHARED = new Connections();

    /** Also the lock for both maps. */
    private final Map<ClientSettings, Shared> open = new HashMap<>();
    /** Without users, the one that lost its last user first in front. */
    private final Map<ClientSettings, Shared> idle = new LinkedHashMap<>();

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
            Shared shared = idle.remove(settings);
            if (shared == null) {
                shared = open.get(settings);
            }
            if (shared == null) {
                shared = new Shared(new Connection(settings));
            }
            open.put(settings, shared);
            shared.users++;
            return shared.connection;
        }
    }

    /** A connection has one user less. */
    void release(Connection connection) {
        @Nullable Connection surplus = null;
        synchronized (open) {
            Shared shared = open.get(connection.settings());
            if (shared == null || --shared.users > 0) {
                return;
            }
            open.remove(connection.settings());
            idle.put(connection.settings(), shared);
            if (idle.size() > MAX_IDLE) {
                ClientSettings eldest = idle.keySet().iterator().next();
                surplus = Objects.requireNonNull(idle.remove(eldest)).connection;
            }
        }
        if (surplus != null) {
            surplus.close();
        }
    }

    /** Places where a server has proved what writers rely on; kept for the life of the process. */
    Set<Object> proven() {
        return proven;
    }
}
