package org.cairndb.storage.store.jdbc;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.h2.engine.SysProperties;

/**
 * Which network the servers of H2 listen on, which H2 decides once, when its settings are loaded.
 *
 * <p>H2 listens on every network unless the system property {@code h2.bindAddress} says otherwise. So it is set while the
 * settings are loaded, unless somebody has set it, and then taken back: other copies of H2 in this JVM are not concerned.
 */
final class H2Network {
    private static final String PROPERTY = "h2.bindAddress";
    private static final boolean PRIVATE = decide();

    private H2Network() {}

    /** Whether a server of H2 in this JVM can be reached from this machine only. */
    static boolean isPrivate() {
        return PRIVATE;
    }

    private static boolean decide() {
        if (System.getProperty(PROPERTY) != null) {
            return isLoopback(SysProperties.BIND_ADDRESS);
        }
        System.setProperty(PROPERTY, InetAddress.getLoopbackAddress().getHostAddress());
        try {
            return isLoopback(SysProperties.BIND_ADDRESS);
        } finally {
            System.clearProperty(PROPERTY);
        }
    }

    /** H2 has no address if it was loaded before without one. */
    private static boolean isLoopback(String address) {
        if (address == null || address.isEmpty()) {
            return false;
        }
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
