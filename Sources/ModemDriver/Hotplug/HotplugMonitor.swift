import CSerial
import CUdev
import Glibc
import Telephony

/// News of USB devices and their ttys from udev: first what is there, then what comes and goes.
///
/// A thread of its own waits for the kernel's socket; while nothing is plugged in or pulled out, nothing
/// wakes.
/// The news is udev's own, not the kernel's, which comes before the permissions and the links are set.
package struct HotplugMonitor: Sendable {
    /// Nil where no udev runs, as in most containers: nobody would ever send news.
    package static var system: HotplugMonitor? {
        isUdevRunning ? HotplugMonitor() : nil
    }

    fileprivate static var isUdevRunning: Bool { access("/run/udev/control", F_OK) == 0 }

    package init() {}

    /// Hands the news to `body`. When this returns the thread has ended and everything is given back.
    ///
    /// - Returns: false if the system has no means for it; `body` was not called then.
    package func withEvents<Failure>(
        _ body: (AsyncStream<HotplugEvent>) async throws(Failure) -> Void
    ) async throws(Failure) -> Bool {
        var descriptor: Int32 = -1
        guard cserial_open_wake(&descriptor) == 0 else { return false }
        let wake = descriptor
        defer { close(wake) }
        let (events, continuation) = AsyncStream<HotplugEvent>.makeStream()
        let thread = BlockingThread.started("catchline-udev") {
            if let udev = Udev.opened() { udev.tell(continuation, until: wake) }
            continuation.finish()
        }
        guard let thread else { return false }
        let outcome: Result<Void, Failure>
        do throws(Failure) {
            outcome = .success(try await body(events))
        } catch {
            outcome = .failure(error)
        }
        cserial_wake(wake)
        await thread.ended()
        try outcome.get()
        return true
    }
}

/// libudev's objects. They belong to the thread that made them.
private struct Udev: ~Copyable {
    private let udev: OpaquePointer
    private let monitor: OpaquePointer

    static func opened() -> Udev? {
        guard let udev = udev_new() else { return nil }
        guard let monitor = udev_monitor_new_from_netlink(udev, "udev") else {
            udev_unref(udev)
            return nil
        }
        let opened = Udev(udev: udev, monitor: monitor)
        udev_monitor_filter_add_match_subsystem_devtype(monitor, "tty", nil)
        udev_monitor_filter_add_match_subsystem_devtype(monitor, "usb", "usb_device")
        // A hub with sixteen sticks tells of a hundred ttys at once.
        _ = udev_monitor_set_receive_buffer_size(monitor, 1 << 20)
        guard udev_monitor_enable_receiving(monitor) >= 0 else { return nil }
        return opened
    }

    deinit {
        udev_monitor_unref(monitor)
        udev_unref(udev)
    }

    /// Returns when `wake` is woken, or the socket fails.
    func tell(_ continuation: AsyncStream<HotplugEvent>.Continuation, until wake: Int32) {
        list(to: continuation)
        let descriptor = udev_monitor_get_fd(monitor)
        while true {
            let readiness = cserial_wait(wake, descriptor, false, -1)
            if readiness.woken || readiness.hung_up && !readiness.readable { return }
            errno = 0
            while let device = udev_monitor_receive_device(monitor) {
                tell(of: device, to: continuation)
                udev_device_unref(device)
                errno = 0
            }
            // News was lost: look again at everything.
            if errno == ENOBUFS { list(to: continuation) }
        }
    }

    private func list(to continuation: AsyncStream<HotplugEvent>.Continuation) {
        var directories: Set<String> = []
        for (subsystem, type) in [("usb", "usb_device"), ("tty", nil)] {
            for directory in self.directories(of: subsystem) {
                guard let device = udev_device_new_from_syspath(udev, directory) else { continue }
                defer { udev_device_unref(device) }
                guard type == nil || type == text(udev_device_get_devtype(device)),
                    let event = appearance(of: device)
                else { continue }
                directories.insert(directory)
                continuation.yield(event)
            }
        }
        continuation.yield(.listed(directories: directories))
    }

    private func directories(of subsystem: String) -> [String] {
        guard let enumeration = udev_enumerate_new(udev) else { return [] }
        defer { udev_enumerate_unref(enumeration) }
        udev_enumerate_add_match_subsystem(enumeration, subsystem)
        // What udev has not seen to yet is told of when it has.
        if HotplugMonitor.isUdevRunning { udev_enumerate_add_match_is_initialized(enumeration) }
        udev_enumerate_scan_devices(enumeration)
        return names(udev_enumerate_get_list_entry(enumeration))
    }

    private func tell(of device: OpaquePointer, to continuation: AsyncStream<HotplugEvent>.Continuation) {
        switch text(udev_device_get_action(device)) {
        case "add", "change":
            if let event = appearance(of: device) { continuation.yield(event) }
        case "remove":
            // Its parents are gone already, and what is read of it now may be of another device.
            guard let directory = text(udev_device_get_syspath(device)) else { return }
            continuation.yield(.vanished(directory: directory))
        default:
            break
        }
    }

    private func appearance(of device: OpaquePointer) -> HotplugEvent? {
        if text(udev_device_get_subsystem(device)) == "usb" {
            return usbDevice(device).map(HotplugEvent.deviceAppeared)
        }
        guard let parent = udev_device_get_parent_with_subsystem_devtype(device, "usb", "usb_device"),
            let owner = usbDevice(parent), let port = port(device)
        else { return nil }
        return .portAppeared(port, of: owner)
    }

    private func usbDevice(_ device: OpaquePointer) -> USBDevice? {
        guard let directory = text(udev_device_get_syspath(device)),
            let socket = text(udev_device_get_sysname(device)),
            let vendor = number(device, "idVendor", as: UInt16.self),
            let product = number(device, "idProduct", as: UInt16.self)
        else { return nil }
        return USBDevice(
            directory: directory, socket: socket, id: USBID(vendor, product),
            serialNumber: text(udev_device_get_sysattr_value(device, "serial")))
    }

    private func port(_ device: OpaquePointer) -> USBPort? {
        guard let directory = text(udev_device_get_syspath(device)),
            let node = text(udev_device_get_devnode(device)),
            let parent = udev_device_get_parent_with_subsystem_devtype(device, "usb", "usb_interface")
        else { return nil }
        let interface = USBInterface(
            number: number(parent, "bInterfaceNumber", as: Int.self) ?? 0,
            deviceClass: number(parent, "bInterfaceClass", as: UInt8.self),
            subclass: number(parent, "bInterfaceSubClass", as: UInt8.self),
            protocolCode: number(parent, "bInterfaceProtocol", as: UInt8.self))
        let links = text(udev_device_get_property_value(device, "DEVLINKS")) ?? ""
        return USBPort(
            directory: directory, node: node, links: links.split(separator: " ").map(String.init).sorted(),
            interface: interface)
    }

    /// An attribute in hexadecimal digits, as `/sys` writes those of USB.
    private func number<Value: FixedWidthInteger>(
        _ device: OpaquePointer, _ attribute: String, as type: Value.Type
    ) -> Value? {
        text(udev_device_get_sysattr_value(device, attribute)).flatMap { Value($0, radix: 16) }
    }

    private func text(_ pointer: UnsafePointer<CChar>?) -> String? {
        pointer.map { String(cString: $0) }
    }

    private func names(_ first: OpaquePointer?) -> [String] {
        var names: [String] = []
        var entry = first
        while let current = entry {
            if let name = text(udev_list_entry_get_name(current)) { names.append(name) }
            entry = udev_list_entry_get_next(current)
        }
        return names
    }
}
