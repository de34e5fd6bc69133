<!doctype html>
<title>CGI</title>
<p>PHP says <?= htmlspecialchars($_GET['word'] ?? 'hello') ?>.</p>
<form action="cgi-bin/hello.py" method="post"><input name="name"><button>Ask Python</button></form>
