import NIOCore

/// Closes a channel whose far end has taken nothing for a while although there is something to take.
///
/// A tty takes some 25 KB before it says that it is full, so a deaf modem is noticed by the dialogue long
/// before; this is for the line that is blocked altogether.
final class WriteDeadline: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let limit: TimeAmount
    private var unsentCount = 0
    private var alarm: Scheduled<Void>?

    init(_ limit: TimeAmount) {
        self.limit = limit
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let promise = promise ?? context.eventLoop.makePromise()
        unsentCount += 1
        promise.futureResult.assumeIsolated().whenComplete { _ in self.sent(context) }
        context.write(data, promise: promise)
    }

    func flush(context: ChannelHandlerContext) {
        context.flush()
        // Nearly always everything is gone by now, and no timer is needed.
        if alarm == nil { schedule(context) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        alarm?.cancel()
    }

    private func sent(_ context: ChannelHandlerContext) {
        unsentCount -= 1
        guard alarm != nil else { return }
        alarm?.cancel()
        schedule(context)
    }

    private func schedule(_ context: ChannelHandlerContext) {
        guard unsentCount > 0 else {
            alarm = nil
            return
        }
        alarm = context.eventLoop.assumeIsolated().scheduleTask(in: limit) { context.close(promise: nil) }
    }
}
