let visits = 0;

export default {
  async fetch(request) {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === '/visits') return Response.json({ visits: ++visits });
    if (pathname === '/shout' && request.method === 'POST') return new Response((await request.text()).toUpperCase());
    if (pathname === '/count') return new Response(countTo(Number(searchParams.get('to') ?? 3)), EVENTS);
    // Anything else is not ours: the request goes on.
  },
};

const EVENTS = { headers: { 'Content-Type': 'text/event-stream' } };

function countTo(last) {
  let number = 0;
  return new ReadableStream({
    async pull(controller) {
      if (++number > last) return controller.close();
      await new Promise((resolve) => setTimeout(resolve, 100));
      controller.enqueue(`data: ${number}\n\n`);
    },
  });
}
