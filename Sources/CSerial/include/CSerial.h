/// What the C library offers for serial lines and pseudo-terminals, and Swift's import of it leaves out: requests
/// of ioctl(2) that are macros, baud constants, functions behind feature test macros.
///
/// Every function that can fail returns 0 or a positive errno, so that no caller depends on `errno` surviving.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// Nanoseconds since the machine was started, sleep included (CLOCK_BOOTTIME).
int64_t cserial_boottime_nanoseconds(void);

/// Opens a tty for reading and writing: never as the controlling terminal, never blocking, closed on exec.
int cserial_open_tty(const char *path, int *descriptor);

/// Raw mode at `bits_per_second`, receiver on, modem control lines ignored, what was buffered thrown away.
/// EINVAL if the rate is none that the kernel has a constant for.
int cserial_make_raw(int descriptor, int32_t bits_per_second, bool hardware_flow_control);

/// The rate that is set, in bits a second; 0 if it is not known.
int32_t cserial_speed(int descriptor);

/// Whether the kernel has a constant for the rate.
bool cserial_is_speed(int32_t bits_per_second);

/// TIOCEXCL: nobody but root can open the tty from now on.
int cserial_set_exclusive(int descriptor);

/// TIOCNXCL.
int cserial_clear_exclusive(int descriptor);

/// TIOCGEXCL: whether somebody has asked for the tty to be theirs alone.
bool cserial_is_exclusive(int descriptor);

/// flock(2) with LOCK_EX and LOCK_NB.
int cserial_lock(int descriptor);

/// Throws away what is waiting in either direction, so that close(2) does not wait for it to drain.
void cserial_discard(int descriptor);

/// Whether the descriptor is the user's side of a pseudo-terminal.
bool cserial_is_pseudo_terminal(int descriptor);

/// Whether two paths lead to the same file.
bool cserial_is_same_file(const char *path, const char *other_path);

/// Opens the controlling side of a new pseudo-terminal (raw, never blocking, closed on exec) and tells the path of
/// the user's side.
int cserial_open_pseudo_terminal(int *controller, char *path, size_t capacity);

/// A descriptor that can be woken: eventfd(2), never blocking, closed on exec.
int cserial_open_wake(int *descriptor);
void cserial_wake(int descriptor);
void cserial_drain_wake(int descriptor);

/// Waits for input on `wake` and on `descriptor` (and for room to write to the latter if `writing`); a negative
/// descriptor is left out. `nanoseconds` below zero: for ever.
struct cserial_readiness {
    bool woken;
    bool readable;
    bool writable;
    bool hung_up;
    bool other_readable;
};
struct cserial_readiness cserial_wait(int wake, int descriptor, bool writing, int64_t nanoseconds);
/// The same, and waits for input on `other` too.
struct cserial_readiness cserial_wait_beside(int wake, int descriptor, bool writing, int other, int64_t nanoseconds);

/// Starts a detached thread of its own for `body(argument)`, with a name for ps(1): 15 octets of it.
int cserial_start_thread(const char *name, void (*body)(void *argument), void *argument);

/// A non-blocking TCP socket that listens on 127.0.0.1 (port 0: any free one), and the port it got.
int cserial_listen_on_loopback(uint16_t port, int *descriptor, uint16_t *actual_port);

/// Takes the next caller of a listening socket; EAGAIN if there is none.
int cserial_accept(int listener, int *descriptor);

/// USBDEVFS_RESET on a node of `/dev/bus/usb`: the hub resets the port that the device is plugged into.
int cserial_reset_usb(const char *path);

/// Connects to a Unix socket, sends the request, and reads until the other side closes: `capacity - 1` octets at the
/// most, with a zero after them. ETIMEDOUT if an octet takes longer than `seconds`. Blocks.
int cserial_ask_local(const char *path, const char *request, char *answer, size_t capacity, int32_t seconds);

#pragma clang assume_nonnull end
