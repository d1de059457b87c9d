package import Telephony

/// A USB device as the bus tells of it. Nothing here says which modem it is: that is its IMEI.
package struct USBDevice: Hashable, Sendable {
    /// Its directory in `/sys`: what news of it is matched by.
    package var directory: String
    /// Where it is plugged in, in the kernel's words: `1-1.4` is socket 4 of the hub in socket 1 of bus 1.
    package var socket: String
    package var id: USBID
    package var serialNumber: String?

    package init(directory: String, socket: String, id: USBID, serialNumber: String? = nil) {
        self.directory = directory
        self.socket = socket
        self.id = id
        self.serialNumber = serialNumber
    }
}

/// One tty of a USB device.
package struct USBPort: Hashable, Sendable {
    /// Its directory in `/sys`.
    package var directory: String
    /// `/dev/ttyUSB2`. The kernel counts anew each time something is plugged in.
    package var node: String
    /// udev's names for it, such as `/dev/serial/by-path/pci-0000:00:14.0-usb-0:2:1.2-port0`.
    package var links: [String]
    package var interface: USBInterface

    package init(directory: String, node: String, links: [String] = [], interface: USBInterface) {
        self.directory = directory
        self.node = node
        self.links = links
        self.interface = interface
    }

    /// What it is called for as long as its device stays in the socket. By the socket rather than by the
    /// serial number, which is the same in many sticks of one make.
    var stableName: String {
        links.first { $0.contains("/serial/by-path/") } ?? links.first { $0.contains("/serial/by-id/") }
            ?? node
    }
}

/// An interface descriptor (USB 2.0 §9.6.5), as far as it tells ports apart.
package struct USBInterface: Hashable, Sendable {
    package var number: Int
    package var deviceClass: UInt8?
    package var subclass: UInt8?
    package var protocolCode: UInt8?

    package init(
        number: Int, deviceClass: UInt8? = nil, subclass: UInt8? = nil, protocolCode: UInt8? = nil
    ) {
        self.number = number
        self.deviceClass = deviceClass
        self.subclass = subclass
        self.protocolCode = protocolCode
    }
}
